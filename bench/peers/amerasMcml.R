# ameras by Monte Carlo maximum likelihood, on realisations in one matrix.
source("bench/peers/measure.R")
source("bench/peers/ameras.R")
amerasOn("MCML")
