# ameras by frequentist model averaging, on realisations in one matrix.
source("bench/peers/measure.R")
source("bench/peers/ameras.R")
amerasOn("FMA")
