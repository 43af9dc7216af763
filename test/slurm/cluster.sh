#!/usr/bin/env bash
# A Slurm cluster of two nodes on this machine, in one folder of its own, without systemd or cgroups.
#
#   cluster.sh start FOLDER        prints the environment to use it with: SLURM_CONF=…
#   cluster.sh stop-node FOLDER n1 kills the node's daemon and all that runs on it, as a power cut would
#   cluster.sh start-node FOLDER n1
#   cluster.sh stop FOLDER         ends it; the folder is left for its owner to remove
#
# Needs Debian's packages slurmctld, slurmd, slurm-client and munge, and root.
set -euo pipefail
verb=${1:?start, stop-node, start-node or stop}
mkdir -p "${2:?folder}"
folder=$(cd "$2" && pwd)
export SLURM_CONF=$folder/slurm.conf

# Ends a daemon by its id, and waits until it is gone.
end() {
  local pid
  pid=$(cat "$1" 2>/dev/null) || return 0
  kill "$pid" 2>/dev/null || return 0
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || return 0
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
}

# What runs on a node: jobs, which bear its name and this cluster's file in their environment, and slurmstepd, which
# stands between the daemon and a job, and is told by the node's folder.
of_node() {
  grep -lzx "SLURMD_NODENAME=$1" /proc/[0-9]*/environ 2>/dev/null | xargs -r grep -lzx "SLURM_CONF=$SLURM_CONF" 2>/dev/null |
    cut -d/ -f3 || true
  for pid in $(pgrep -x slurmstepd); do
    if ls -l "/proc/$pid/fd" 2>/dev/null | grep -q "$folder/$1"; then echo "$pid"; fi
  done
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

start() {
  mkdir -p "$folder"/{state,n1,n2}
  # munged runs as a user of its own, and refuses folders that others may write to.
  chmod 0711 "$folder"
  install -d -o munge -m 0755 "$folder/munge"
  dd if=/dev/urandom of="$folder/munge/key" bs=1 count=1024 status=none
  chown munge "$folder/munge/key"
  chmod 0400 "$folder/munge/key"
  setpriv --reuid=munge --regid=munge --clear-groups munged --force \
    --socket="$folder/munge/socket" --key-file="$folder/munge/key" --pid-file="$folder/munge/pid" \
    --log-file="$folder/munge/log" --seed-file="$folder/munge/seed"
  cat >"$SLURM_CONF" <<CONF
ClusterName=harmonic
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$(free_port)
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmctldPidFile=$folder/slurmctld.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdSpoolDir=$folder/%n
SlurmdPidFile=$folder/%n.pid
SlurmdLogFile=$folder/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,batch_sched_delay=0
ReturnToService=2
SlurmctldTimeout=10
SlurmdTimeout=5
InactiveLimit=0
KillWait=2
MinJobAge=300
NodeName=n1 NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) Port=$(free_port) CPUs=2 RealMemory=2048 State=UNKNOWN
NodeName=n2 NodeAddr=127.0.0.1 NodeHostname=$(hostname -s) Port=$(free_port) CPUs=2 RealMemory=2048 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=01:00:00 State=UP
CONF
  slurmctld
  slurmd -N n1
  slurmd -N n2
  for _ in $(seq 150); do
    [ "$(sinfo -h -t idle -o %D 2>/dev/null)" = 2 ] && { echo "SLURM_CONF=$SLURM_CONF"; return; }
    sleep 0.2
  done
  echo "the cluster must have two idle nodes after 30 s; got $(sinfo -h -N -o '%N %T' | tr '\n' ' '): see $folder/*.log" >&2
  exit 1
}

# All at once, as a power cut would.
stop_node() {
  local ids
  ids=$({ cat "$folder/$1.pid" 2>/dev/null; of_node "$1"; } | sort -u)
  [ -z "$ids" ] || kill -KILL $ids 2>/dev/null || true
  rm -f "$folder/$1.pid"
}

case $verb in
  start) start ;;
  start-node) slurmd -N "${3:?node}" ;;
  stop-node) stop_node "${3:?node}" ;;
  stop)
    scancel --user=root 2>/dev/null || true
    for node in n1 n2; do stop_node "$node"; done
    end "$folder/slurmctld.pid"
    end "$folder/munge/pid"
    ;;
  *) echo "verb must be start, stop-node, start-node or stop; got $verb" >&2; exit 2 ;;
esac
