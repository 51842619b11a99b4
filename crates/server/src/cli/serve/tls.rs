//! A certificate for the moment, so that phones in the same network can try the demonstration with their cameras.

use std::{
    net::{IpAddr, UdpSocket},
    sync::Arc,
};

use anyhow::Context as _;
use axum_server::tls_rustls::RustlsConfig;
use rcgen::CertifiedKey;
use rustls::{
    ServerConfig,
    crypto::ring,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};

use super::Trouble;

/// A fresh key and certificate, and the names under which phones may call.
pub(super) fn for_the_moment() -> Result<(RustlsConfig, Vec<String>), Trouble> {
    let names: Vec<String> =
        own_address().map(|address| address.to_string()).into_iter().chain(["localhost".to_owned()]).collect();
    let config = config(&names).map_err(Trouble::Failed)?;
    Ok((RustlsConfig::from_config(Arc::new(config)), names))
}

fn config(names: &[String]) -> anyhow::Result<ServerConfig> {
    let CertifiedKey { cert, signing_key } = rcgen::generate_simple_self_signed(names)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .context("no version of TLS is left")?
        .with_no_client_auth()
        .with_single_cert(vec![cert.der().clone()], key)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

/// The address by which others in the network see us. Nothing is sent: the system only chooses a way out.
fn own_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind("0.0.0.0:0").ok()?;
    socket.connect("192.0.2.1:9").ok()?;
    let address = socket.local_addr().ok()?.ip();
    (!address.is_loopback() && !address.is_unspecified()).then_some(address)
}
