# The example data of ameras as JSON on standard output, rounded as test/oracle/amerasExample.R rounds them.
data(data, package = "ameras")
numeric <- c("time", paste0("V", 1:10))
data[numeric] <- lapply(data[numeric], signif, digits = 7)
used <- c("Y.binomial", "Y.poisson", "Y.clogit", "setnr", "time", "status", "X1", "X2", numeric[-1])
cat(jsonlite::toJSON(lapply(data[used], as.numeric), digits = NA))
