library(httpuv)

picture <- function(open, name) {
  file <- tempfile()
  open(file)
  plot(1:3, main = "tea")
  dev.off()
  content <- readBin(file, "raw", 4)
  paste(name, paste(content, collapse = ""))
}

routes <- list(
  "/" = function() mean(c(1, 2, 3)),
  "/fit" = function() round(coef(lm(dist ~ speed, cars)), 2),
  "/png" = function() picture(png, "png"),
  "/pdf" = function() picture(pdf, "pdf"),
  "/svg" = function() picture(svg, "svg"),
  "/json" = function() jsonlite::toJSON(list(a = 1)),
  "/text" = function() stringr::str_to_upper("tea pot"),
  "/parallel" = function() unlist(parallel::mclapply(1:2, function(i) i * 2)),
  "/zone" = function() format(as.POSIXct(0, origin = "1970-01-01", tz = "Asia/Tokyo")),
  "/compiler" = function() compiler::cmpfun(function(x) x + 1)(1),
  "/splines" = function() dim(splines::bs(1:5)),
  "/digest" = function() tools::md5sum("/etc/debian_version") != "",
  "/data" = function() dim(iris),
  "/solve" = function() solve(matrix(c(2, 0, 0, 4), 2))[1, 1],
  "/encoding" = function() iconv("\u00e9", "UTF-8", "latin1", toRaw = TRUE)[[1]]
)

runServer("0.0.0.0", 8000, list(call = function(request) {
  route <- routes[[request$PATH_INFO]]
  if (is.null(route)) return(list(status = 404L, headers = list(), body = "none\n"))
  body <- tryCatch(paste(route(), collapse = " "), error = function(e) paste("FAILED", conditionMessage(e)))
  list(status = 200L, headers = list("Content-Type" = "text/plain"), body = paste0(body, "\n"))
}))
