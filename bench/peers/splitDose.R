# Rows (tstart, tstop] at each change of the lagged cumulative dose, by data.table: the set-up of both peers.
splitDose <- function(all, lag = 731) {
  id <- seq_along(all$entry)
  person <- rep(id, diff(all$ptr))
  changes <- data.table(id = c(id, person), tstart = c(all$entry, all$day + lag), dose = c(rep(0, length(id)), all$dose))
  # A dose that counts before the entry belongs to the first row.
  changes[, tstart := pmax(tstart, all$entry[id])]
  changes <- changes[tstart < all$exit[id]][, .(dose = sum(dose)), keyby = .(id, tstart)]
  changes[, dose := cumsum(dose), by = id]
  changes[, tstop := shift(tstart, type = "lead"), by = id]
  changes[is.na(tstop), tstop := all$exit[id]]
  changes[, `:=`(event = all$event[id] == tstop, sex = all$sex[id], birth = all$birth[id],
    class = findInterval(dose, c(0, 1e-9, 2, 5, 10, 15, 20, 30, 50)))]
  changes
}
