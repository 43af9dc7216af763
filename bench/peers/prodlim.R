# prodlim::prodlim of two groups.
source("bench/peers/measure.R")
suppressPackageStartupMessages(library(prodlim))
subjects <- as.data.frame(columns())
measure(function() prodlim(Hist(exit, event) ~ group, data = subjects), function(fit) sum(fit$surv))
