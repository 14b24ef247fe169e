"""python3-libvirt, asked one question a line: which object, which method, which arguments. Answers with JSON."""
import json, sys
import libvirt, libvirt_qemu

libvirt.registerErrorHandler(lambda *_: None, None)
conn = libvirt.open(sys.argv[1])


def domain(d):
    return conn.lookupByUUIDString(d["uuid"])


def find(ref):
    """The object that a reference of ours names."""
    kind, ref = ref["kind"], ref.get("ref")
    if kind == "connect":
        return conn
    if kind == "domain":
        return domain(ref)
    if kind == "network":
        return conn.networkLookupByUUIDString(ref["uuid"])
    if kind == "networkPort":
        return conn.networkLookupByUUIDString(ref["net"]["uuid"]).portLookupByUUIDString(ref["uuid"])
    if kind == "storagePool":
        return conn.storagePoolLookupByUUIDString(ref["uuid"])
    if kind == "storageVol":
        return conn.storagePoolLookupByName(ref["pool"]).storageVolLookupByName(ref["name"])
    if kind == "secret":
        return conn.secretLookupByUUIDString(ref["uuid"])
    if kind == "nwfilter":
        return conn.nwfilterLookupByUUIDString(ref["uuid"])
    if kind == "nwfilterBinding":
        return conn.nwfilterBindingLookupByPortDev(ref["portdev"])
    if kind == "interface":
        return conn.interfaceLookupByName(ref["name"])
    if kind == "nodeDevice":
        return conn.nodeDeviceLookupByName(ref["name"])
    if kind == "domainSnapshot":
        return domain(ref["dom"]).snapshotLookupByName(ref["name"])
    if kind == "domainCheckpoint":
        return domain(ref["dom"]).checkpointLookupByName(ref["name"])
    raise KeyError(kind)


def plain(value):
    """What Python gives, as JSON: objects by what names them."""
    if isinstance(value, libvirt.virDomain):
        return {"name": value.name(), "uuid": value.UUIDString(), "id": value.ID()}
    if isinstance(value, (libvirt.virNetwork, libvirt.virStoragePool, libvirt.virNWFilter)):
        return {"name": value.name(), "uuid": value.UUIDString()}
    if isinstance(value, libvirt.virNetworkPort):
        return {"net": plain(value.network()), "uuid": value.UUIDString()}
    if isinstance(value, libvirt.virStorageVol):
        return {"pool": value.storagePoolLookupByVolume().name(), "name": value.name(), "key": value.key()}
    if isinstance(value, libvirt.virSecret):
        return {"uuid": value.UUIDString(), "usageType": value.usageType(), "usageId": value.usageID()}
    if isinstance(value, libvirt.virNWFilterBinding):
        return {"portdev": value.portDev(), "filtername": value.filterName()}
    if isinstance(value, libvirt.virInterface):
        return {"name": value.name(), "mac": value.MACString()}
    if isinstance(value, libvirt.virNodeDevice):
        return {"name": value.name()}
    if isinstance(value, libvirt.virDomainSnapshot):
        return {"name": value.getName(), "dom": plain(value.getDomain())}
    if isinstance(value, libvirt.virDomainCheckpoint):
        return {"name": value.getName(), "dom": plain(value.getDomain())}
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def argument(value):
    if isinstance(value, dict) and "kind" in value:
        return find(value)
    if isinstance(value, list):
        return [argument(one) for one in value]
    return value


for line in sys.stdin:
    question = json.loads(line)
    try:
        args = [argument(one) for one in question["args"]]
        if question["call"].startswith("qemu"):
            value = getattr(libvirt_qemu, question["call"])(find(question["on"]), *args)
        elif question["call"] == "itself":
            value = find(question["on"])
        else:
            value = getattr(find(question["on"]), question["call"])(*args)
        answer = {"value": plain(value)}
    except libvirt.libvirtError as error:
        answer = {"error": error.get_error_code(), "message": str(error)}
    except Exception as error:
        answer = {"error": -1, "message": repr(error)}
    print(json.dumps(answer), flush=True)
