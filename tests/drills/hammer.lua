-- For wrk: asks for the paths in a file in turn, each from another address; tells figures in a line.
-- wrk … -s hammer.lua URL -- FILE

local number, requests, at = 0, {}, 0

function setup(thread)
  thread:set("mine", number)
  number = number + 1
end

function init(args)
  local paths = {}
  for line in io.lines(args[1]) do
    paths[#paths + 1] = line
  end
  for n = 1, math.max(5000, #paths) do
    local place = mine * 20000 + n
    local reader = string.format("10.9.%d.%d", math.floor(place / 250) % 250, place % 250 + 1)
    local headers = { Host = "localhost", ["Accept-Encoding"] = "gzip", ["X-Reader"] = reader }
    requests[n] = wrk.format("GET", paths[(n + mine * 7) % #paths + 1], headers)
  end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency, requests)
  local wrong = summary.errors
  print(string.format("told %d %d %d %.1f %.1f %.1f", summary.requests, summary.duration,
    wrong.connect + wrong.read + wrong.write + wrong.timeout + wrong.status,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
