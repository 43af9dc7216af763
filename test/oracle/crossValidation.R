# Predictions of each fold by lm on the others, with intervals for one new value, and how far they lie off.
suppressPackageStartupMessages(library(jsonlite))
fold <- (seq_len(nrow(mtcars)) - 1) %% 4
terms <- data.frame(wt = log(mtcars$wt), hp = log(mtcars$hp), am = mtcars$am, gear5 = as.numeric(mtcars$gear == 5))
data <- cbind(y = log(mtcars$mpg), terms)
predicted <- matrix(NA, nrow(data), 3)
for (k in 0:3) predicted[fold == k, ] <- predict(lm(y ~ ., data[fold != k, ]), data[fold == k, ], interval = "prediction")
error <- predicted[, 1] - data$y
out <- list(source = "R datasets mtcars", call = "predict(lm(y ~ ., others), fold, interval = \"prediction\")", R = R.version.string,
  value = data$y, terms = as.list(terms), fold = fold, predicted = predicted[, 1], lower = predicted[, 2], upper = predicted[, 3],
  bias = mean(error), rmse = sqrt(mean(error^2)), rSquared = 1 - sum(error^2) / sum((data$y - mean(data$y))^2),
  coverage = mean(data$y >= predicted[, 2] & data$y <= predicted[, 3]))
write_json(out, "test/oracle/crossValidation.json", digits = I(17), auto_unbox = TRUE)
