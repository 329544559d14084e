module Tax
  RATE = BigDecimal('0.19')
end
