# A Poisson regression of a linear excess relative risk by one of ameras's methods, for the peers of that name.
suppressMessages(suppressPackageStartupMessages(library(ameras)))
amerasOn <- function(method) {
  all <- columns()
  doses <- matrix(all$doses, length(all$cases))
  colnames(doses) <- paste0("d", seq_len(ncol(doses)))
  people <- cbind(data.frame(all[c("cases", "x1", "x2")]), doses)
  model <- as.formula(paste0("cases ~ dose(d1:d", ncol(doses), ", model = 'ERR') + x1 + x2"))
  measure(function() {
    set.seed(1)
    suppressMessages(ameras(model, data = people, family = "poisson", methods = method, keep.data = FALSE))
  }, function(fit) c(unname(fit[[method]]$coefficients), unname(fit[[method]]$sd)))
}
