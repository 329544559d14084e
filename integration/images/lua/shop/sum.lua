local sum = {}

function sum.of(numbers)
  local all = 0
  for _, number in ipairs(numbers) do all = all + number end
  return all
end

return sum
