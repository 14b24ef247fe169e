"""python3-libvirt with its event loop in a thread, as Nova uses it. Reads a job a line, answers with a figure a line."""
import json, sys, threading, time
import libvirt

libvirt.virEventRegisterDefaultImpl()


def loop():
    while True:
        libvirt.virEventRunDefaultImpl()


threading.Thread(target=loop, daemon=True).start()
conns = {name: libvirt.open(uri) for name, uri in json.loads(sys.argv[1]).items()}
BLOCK = b"\x07" * 262144


def percentile(values, part):
    return sorted(values)[int(len(values) * part)]


def calls(job):
    conn, times = conns[job["conn"]], []
    for _ in range(job["count"]):
        start = time.perf_counter()
        conn.getLibVersion()
        times.append(time.perf_counter() - start)
    return percentile(times, 0.5) * 1e6


def inventory(job):
    conn, start = conns[job["conn"]], time.perf_counter()
    for domain in conn.listAllDomains(0):
        domain.XMLDesc(0)
        domain.state()
    return (time.perf_counter() - start) * 1e3


def volume(job):
    return conns["qemu"].storageVolLookupByPath(job["path"])


def upload(job):
    vol, start = volume(job), time.perf_counter()
    stream = conns["qemu"].newStream(0)
    vol.upload(stream, 0, 0, 0)
    for _ in range(job["blocks"]):
        sent = 0
        while sent < len(BLOCK):
            sent += stream.send(BLOCK[sent:] if sent else BLOCK)
    stream.finish()
    return job["blocks"] / 4 / (time.perf_counter() - start)


def download(job):
    vol, start, total = volume(job), time.perf_counter(), 0
    stream = conns["qemu"].newStream(0)
    vol.download(stream, 0, 0, 0)
    while True:
        data = stream.recv(262144)
        if not data:
            break
        total += len(data)
    stream.finish()
    return total / 1048576 / (time.perf_counter() - start)


def events(job):
    conn, times, seen = conns[job["conn"]], [], threading.Event()
    handle = conn.domainEventRegisterAny(None, 0, lambda *_: seen.set(), None)
    for turn in range(job["count"]):
        seen.clear()
        start = time.perf_counter()
        domain = conn.defineXML(job["xml"] % ("py-%d" % turn))
        seen.wait()
        times.append(time.perf_counter() - start)
        seen.clear()
        domain.undefine()
        seen.wait()
    conn.domainEventDeregisterAny(handle)
    return percentile(times, 0.5) * 1e6


for line in sys.stdin:
    job = json.loads(line)
    print(json.dumps(globals()[job["what"]](job)), flush=True)
