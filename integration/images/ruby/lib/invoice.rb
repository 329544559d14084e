require 'bigdecimal'
require_relative 'tax'

class Shop::Invoice
  def initialize(items)
    @total = BigDecimal('19.90') * items.size
  end

  def to_s
    "total #{(@total * (1 + Tax::RATE)).to_s('F')}"
  end
end
