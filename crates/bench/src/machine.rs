//! The machine: its shape, and whether it was ours alone while something was measured. Linux tells; elsewhere fields stay
//! empty.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    thread,
    time::Instant,
};

use serde::Serialize;

/// Ticks of processor time in a second; Linux shows all programs this number, whatever it uses itself.
const TICKS: f64 = 100.0;

/// The shape of the machine.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Machine {
    /// When the run began (UTC).
    pub(crate) began: String,
    pub(crate) cores: usize,
    pub(crate) processor: String,
    pub(crate) memory_mb: u64,
    pub(crate) kernel: String,
    /// The file system below the databases.
    pub(crate) disk: String,
    /// Processes that wanted to run, averaged over the minute, five and fifteen before.
    pub(crate) load_before: String,
}

impl Machine {
    /// Looks at it.
    pub(crate) fn look(room: &Path) -> Self {
        let read = |path: &str| fs::read_to_string(path).unwrap_or_default();
        let after = |text: &str, name: &str| {
            let line = text.lines().find(|line| line.starts_with(name))?;
            Some(line.split_once(':')?.1.trim().to_owned())
        };
        let memory = after(&read("/proc/meminfo"), "MemTotal");
        let memory_kb = memory.and_then(|text| text.split(' ').next()?.parse::<u64>().ok()).unwrap_or_default();
        Self {
            began: jiff::Timestamp::now().strftime("%Y-%m-%d %H:%M UTC").to_string(),
            cores: cores(),
            processor: after(&read("/proc/cpuinfo"), "model name").unwrap_or_else(|| "unknown".into()),
            memory_mb: memory_kb / 1024,
            kernel: read("/proc/sys/kernel/osrelease").trim().to_owned(),
            disk: file_system(&read("/proc/mounts"), room),
            load_before: read("/proc/loadavg").split(' ').take(3).collect::<Vec<_>>().join(" "),
        }
    }
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The kind of file system that a path lies on: of the mounts above it, the nearest.
fn file_system(mounts: &str, path: &Path) -> String {
    let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let lines = mounts.lines().filter_map(|line| {
        let mut words = line.split(' ').skip(1);
        Some((words.next()?, words.next()?))
    });
    let above = lines.filter(|(at, _)| path.starts_with(at));
    above.max_by_key(|(at, _)| at.len()).map_or("unknown", |(_, kind)| kind).to_owned()
}

/// Watches who uses the processors from now on.
pub(crate) struct Watch {
    start: Instant,
    busy: u64,
    ours: u64,
}

impl Watch {
    /// Begins.
    pub(crate) fn begin() -> Self {
        let (busy, ours) = now();
        Self { start: Instant::now(), busy, ours }
    }

    /// The share of the machine that programs which are not part of this run used meanwhile, 0 to 1.
    pub(crate) fn others(&self) -> f64 {
        let (busy, ours) = now();
        let foreign = busy.saturating_sub(self.busy).saturating_sub(ours.saturating_sub(self.ours));
        let whole = self.start.elapsed().as_secs_f64() * TICKS * crate::table::float(cores() as u64);
        if whole > 0.0 { (crate::table::float(foreign) / whole).min(1.0) } else { 0.0 }
    }
}

/// Ticks that all processors worked, and those of ours that did it for us: whatever the chore that started us started.
fn now() -> (u64, u64) {
    let processes = processes();
    (busy(&fs::read_to_string("/proc/stat").unwrap_or_default()), used(&processes, std::os::unix::process::parent_id()))
}

/// Seconds of processor time of a process and all below it.
pub(crate) fn cpu_seconds(root: u32) -> f64 {
    crate::table::float(used(&processes(), root)) / TICKS
}

/// Ticks that the processors worked: for programs, the system and interrupts; not idle, not waiting for a disk.
fn busy(stat: &str) -> u64 {
    let line = stat.lines().next().unwrap_or_default();
    let ticks: Vec<u64> = line.split_whitespace().skip(1).filter_map(|word| word.parse().ok()).collect();
    // user nice system idle iowait irq softirq; what a neighbour of a virtual machine stole was nobody's here.
    [0, 1, 2, 5, 6].into_iter().filter_map(|at| ticks.get(at)).sum()
}

/// A process: whose child it is, and its ticks with those of the children that it has buried.
struct Process {
    parent: u32,
    ticks: u64,
}

fn processes() -> BTreeMap<u32, Process> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    entries
        .filter_map(|entry| {
            let id = entry.file_name().to_str()?.parse().ok()?;
            Some((id, process(&fs::read_to_string(entry.path().join("stat")).ok()?)?))
        })
        .collect()
}

fn process(stat: &str) -> Option<Process> {
    // The name stands in brackets and may hold anything.
    let rest = stat.rsplit_once(") ")?.1;
    let words: Vec<&str> = rest.split(' ').collect();
    let ticks = words.get(11..15)?.iter().filter_map(|word| word.parse::<u64>().ok()).sum();
    Some(Process { parent: words.get(1)?.parse().ok()?, ticks })
}

/// Ticks of a process and of all below it.
fn used(all: &BTreeMap<u32, Process>, root: u32) -> u64 {
    let mut tree = BTreeSet::from([root]);
    loop {
        let before = tree.len();
        tree.extend(all.iter().filter(|(_, one)| tree.contains(&one.parent)).map(|(id, _)| *id).collect::<Vec<_>>());
        if tree.len() == before {
            break;
        }
    }
    tree.iter().filter_map(|id| all.get(id)).map(|one| one.ticks).sum()
}

/// The most memory that a process ever held at once, in kilobytes.
pub(crate) fn peak_kb(id: u32) -> Option<u64> {
    memory(id, "VmHWM:")
}

/// The memory that a process holds now, in kilobytes.
pub(crate) fn held_kb(id: u32) -> Option<u64> {
    memory(id, "VmRSS:")
}

fn memory(id: u32, name: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    status.lines().find_map(|line| line.strip_prefix(name))?.split_whitespace().next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tree_counts_its_living_and_its_buried_and_nobody_else() {
        let stat = |parent: u32, ticks: u64| {
            process(&format!("7 (a) b) c) S {parent} 1 1 0 -1 4 5 6 7 8 {ticks} 1 0 0 20 0")).unwrap()
        };
        let all = BTreeMap::from([(2, stat(1, 10)), (3, stat(2, 20)), (4, stat(3, 30)), (5, stat(1, 1000))]);
        assert_eq!(used(&all, 2), 10 + 1 + 20 + 1 + 30 + 1);
        assert_eq!(used(&all, 4), 31);
    }

    #[test]
    fn idle_time_is_not_work() {
        assert_eq!(busy("cpu  1 2 4 1000 1000 8 16 1000 0 0\ncpu0 9 9 9"), 31);
    }

    #[test]
    fn the_nearest_mount_names_the_disk() {
        let mounts = "x / ext4 rw 0 0\ny /usr tmpfs rw 0 0\nz /us vfat rw 0 0";
        assert_eq!(file_system(mounts, Path::new("/usr/no-such")), "tmpfs");
        assert_eq!(file_system(mounts, Path::new("/etc/no-such")), "ext4");
    }
}
