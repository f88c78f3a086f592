# Deadlines by pandas: holidays in the first line, then start and seconds; answers CPU seconds, then deadlines.
import sys
import time

import pandas as pd

holidays = sys.stdin.readline().split()
cases = [tuple(map(int, line.split())) for line in sys.stdin]
hour = pd.offsets.CustomBusinessHour(start="08:00", end="18:00", holidays=holidays)
zone = "Europe/Berlin"
starts = [pd.Timestamp(start, unit="s", tz="UTC").tz_convert(zone) for start, _ in cases]
begun = time.process_time()
due = []
for start, (_, target) in zip(starts, cases):
    due.append(start + hour * (target // 3600))
spent = time.process_time() - begun
print(f"{spent:.6f}")
for at in due:
    print(int(at.timestamp()))
