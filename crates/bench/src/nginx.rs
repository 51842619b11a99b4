//! The peer for reads: nginx, serving the very bytes that we answer as files, at its best settings.

use std::{
    fs,
    io::ErrorKind,
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::Duration,
};

use anyhow::{Context, Result, bail};

/// A running nginx; killed when dropped.
pub(crate) struct Nginx {
    child: Child,
    files: PathBuf,
    /// Files put there so far.
    put: AtomicU32,
    pub(crate) address: SocketAddr,
}

impl Nginx {
    /// Starts it on a free port of the loopback, with a directory of its own.
    ///
    /// # Errors
    /// When it does not answer.
    pub(crate) fn start(nginx: &Path, room: &Path) -> Result<Self> {
        let home = room.join("nginx");
        let files = home.join("files");
        for kind in ["plain", "br", "page"] {
            fs::create_dir_all(files.join(kind))?;
        }
        let address = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let config = home.join("nginx.conf");
        fs::write(&config, settings(&home, address))?;
        let child = Command::new(nginx)
            .arg("-p")
            .arg(&home)
            .arg("-c")
            .arg(&config)
            .arg("-e")
            .arg(home.join("error.log"))
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", nginx.display()))?;
        let mut peer = Self { child, files, put: AtomicU32::new(0), address };
        for _ in 0..200 {
            match TcpStream::connect(address) {
                Ok(_) => return Ok(peer),
                Err(error) if error.kind() == ErrorKind::ConnectionRefused => sleep(Duration::from_millis(25)),
                Err(error) => return Err(error.into()),
            }
            if let Some(status) = peer.child.try_wait()? {
                bail!("nginx ended with {status}: {}", fs::read_to_string(home.join("error.log")).unwrap_or_default());
            }
        }
        bail!("nginx does not answer")
    }

    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Puts a file there; yields its path for a request. `kind` is `plain`, `br` (sent as brotli) or `page` (HTML).
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn put(&self, kind: &str, content: &[u8]) -> Result<String> {
        // Each under a new name: of a file that it keeps open, nginx believes that it stays as it is.
        let name = self.put.fetch_add(1, Ordering::Relaxed).to_string();
        fs::write(self.files.join(kind).join(&name), content)?;
        Ok(format!("/{kind}/{name}"))
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        // Its workers end with it when it is asked politely.
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args(["-TERM", &id]).status();
        if !asked.is_ok_and(|status| status.success()) {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// A worker for each core, open files kept open, and one line a request in a log, as our server writes one.
fn settings(home: &Path, address: SocketAddr) -> String {
    let home_text = home.display();
    let is_root = fs::metadata("/proc/self").is_ok_and(|us| us.uid() == 0);
    // As root it would look at our files as somebody who may not.
    let user = if is_root { "user root;" } else { "" };
    format!(
        "{user} daemon off; worker_processes auto; pid {home_text}/pid; error_log {home_text}/error.log;
events {{ worker_connections 4096; }}
http {{
  access_log {home_text}/access.log;
  client_body_temp_path {home_text}/t1; proxy_temp_path {home_text}/t2; fastcgi_temp_path {home_text}/t3;
  uwsgi_temp_path {home_text}/t4; scgi_temp_path {home_text}/t5;
  default_type application/json; sendfile on; tcp_nopush on; gzip off;
  keepalive_requests 100000000; open_file_cache max=100;
  server {{
    listen {address}; root {home_text}/files;
    location /br/ {{ add_header Content-Encoding br; }}
    location /page/ {{ types {{ }} default_type text/html; }}
  }}
}}
"
    )
}
