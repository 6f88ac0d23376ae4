"""Runs the bench's contestants in turn, several rounds, and prints what each took.

    measure.py ROUNDS NAME=COMMAND…        compared with the first, and with the second where it isn't countback

A command is split at spaces. Wall clock, CPU and peak memory are those of its whole process, from wait4.
"""
import os
import subprocess
import sys
import time


def run(command):
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = process.stderr.read().decode(errors="replace")
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(command)}\n{errors}\nended with {process.returncode}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, errors


def main():
    rounds = int(sys.argv[1])
    contestants = [(name, command.split(" ")) for name, _, command in (word.partition("=") for word in sys.argv[2:])]
    taken = {name: [] for name, _ in contestants}
    for number in range(rounds):
        for name, command in contestants:
            result = run(command)
            taken[name].append(result)
            print(f"round {number + 1}: {name}: {result[0]:.2f} s", file=sys.stderr)
    median = {name: sorted(results)[(rounds - 1) // 2] for name, results in taken.items()}
    width = max(len(name) for name in median)
    names = [name for name, _ in contestants]
    others = [name for name in names if not name.startswith("countback")][:2] if len(names) > 2 else names[:1]
    heads = "".join(f"   × {name}" for name in others)
    print(f"\n{'':{width}}   wall s   (best)    CPU s  peak MiB{heads}")
    for name, (wall, cpu, _, _) in median.items():
        best, peak = min(result[0] for result in taken[name]), max(result[2] for result in taken[name])
        ratios = "".join(f"   {wall / median[other][0]:<{len(other) + 2}.2f}" for other in others)
        print(f"{name:{width}} {wall:8.2f} {best:8.2f} {cpu:8.2f} {peak:9.0f}{ratios}".rstrip())
    for name, result in median.items():
        if result[3].strip() and name.startswith("countback"):
            print(f"\n{name}, its own account:\n{result[3].rstrip()}")


if __name__ == "__main__":
    main()
