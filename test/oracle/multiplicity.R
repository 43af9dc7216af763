# p-values adjusted by R's p.adjust, with ties, zeros and ones.
suppressPackageStartupMessages(library(jsonlite))
p <- c(0.01, 0.02, 0.03, 0.04, 0.05, 0.05, 0.001, 0.8, 1, 0, 0.2, 0.0499, 1e-12, 0.03, 0.6)
methods <- c("benjamini-hochberg" = "BH", "benjamini-yekutieli" = "BY", hochberg = "hochberg", holm = "holm", bonferroni = "bonferroni")
write_json(list(source = "test/oracle/multiplicity.R", call = "p.adjust(p, method)", R = as.character(getRversion()),
  packages = list(stats = as.character(getRversion())), p = p, adjusted = lapply(methods, function(m) p.adjust(p, m))),
  "test/oracle/multiplicity.json", digits = I(17), auto_unbox = TRUE, pretty = FALSE)
