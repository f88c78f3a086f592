//! Certificates, and clocks that do not fit them.

use std::sync::Arc;

use portal::{Fault, Method};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio_rustls::TlsAcceptor;

use super::send;
use super::server::{answer, serve};
use crate::wire::Wire;

/// An authority of one test.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

pub(super) fn authority() -> Authority {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    Authority(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
}

impl Authority {
    pub(super) fn pem(&self) -> String {
        self.0.pem()
    }

    /// Takes connections with a certificate for loopback, changed as the test says.
    pub(super) fn acceptor(&self, change: impl FnOnce(&mut CertificateParams)) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap();
        change(&mut params);
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], key)
            .unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}

#[tokio::test]
async fn case_147_a_certificate_that_only_the_clock_makes_wrong_is_told_with_the_clock() {
    let authority = authority();
    let wire = Wire::new(Some(&authority.pem())).unwrap();
    for (from, until, words) in
        [(2190, 2199, "its certificate is not valid yet"), (1990, 1999, "its certificate has expired")]
    {
        let acceptor = authority.acceptor(|params| {
            params.not_before = date_time_ymd(from, 1, 1);
            params.not_after = date_time_ymd(until, 1, 1);
        });
        let (portal, asked) = serve(Some(acceptor), |_, _| answer("200 OK", "", b"{}")).await;
        let fault = send(&wire, &portal, Method::Get).await.unwrap_err();
        let Fault::Tls { detail, .. } = &fault else { panic!("{fault}") };
        assert_eq!(detail, words);
        assert!(fault.hint().contains("the computer's clock"), "{}", fault.hint());
        assert_eq!(asked.all(), [""; 0], "no request was sent");
    }
}
