//! A portal whose certificate the company signed itself.

use std::sync::Arc;

use desk::Desk;
use desk::view::{ConnectForm, StartView};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

use crate::world::{PASSPHRASE, form, options, portal};

/// A company's authority, made for one test.
fn authority() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap()
}

/// Answers on loopback with a certificate of this authority, and hands everything on to the portal behind it.
async fn behind_tls(portal: &demo::Running, authority: &CertifiedIssuer<'static, KeyPair>) -> String {
    let key = KeyPair::generate().unwrap();
    let names = vec!["127.0.0.1".to_owned()];
    let certificate = CertificateParams::new(names).unwrap().signed_by(&key, authority).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let behind = portal.address().trim_start_matches("http://").trim_end_matches('/').to_owned();
    tokio::spawn(async move {
        while let Ok((socket, _)) = listener.accept().await {
            let (acceptor, behind) = (acceptor.clone(), behind.clone());
            tokio::spawn(async move {
                // A client that does not trust us hangs up.
                let Ok(mut outside) = acceptor.accept(socket).await else { return };
                let mut inside = TcpStream::connect(behind).await.unwrap();
                let _ = tokio::io::copy_bidirectional(&mut outside, &mut inside).await;
            });
        }
    });
    format!("https://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_ca_is_trusted_for_its_portal_and_kept_with_the_account() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(20, 7, 0);
    let authority = authority();
    let form = form(&behind_tls(&portal, &authority).await, portal.token());
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;

    let error = desk.test_connection(&form).await.error.unwrap();
    assert_eq!(error.code, "tls");
    assert!(error.hint.contains("Company CA"), "{}", error.hint);

    let stranger = folder.path().join("another.pem");
    std::fs::write(&stranger, self::authority().pem()).unwrap();
    let with =
        |path: &std::path::Path| ConnectForm { company_ca: path.display().to_string(), ..form.clone() };
    assert_eq!(desk.test_connection(&with(&stranger)).await.error.unwrap().code, "tls");

    let file = folder.path().join("company.pem");
    std::fs::write(&file, authority.pem()).unwrap();
    let report = desk.test_connection(&with(&file)).await;
    assert_eq!(report.error, None);
    desk.connect(with(&file)).await.unwrap();
    desk.first_sync().await;
    assert_eq!(desk.status().await.accounts[0].company_ca, file.display().to_string());
    drop(desk);

    // The file may go: the certificate is in the data file.
    std::fs::remove_file(&file).unwrap();
    let desk = Desk::new(options(folder.path())).unwrap();
    assert!(matches!(desk.start().await, StartView::Locked { .. }));
    let mut events = desk.events();
    desk.unlock(PASSPHRASE.to_owned()).await.unwrap();
    loop {
        let account = desk.status().await.accounts.remove(0);
        assert_eq!(account.error, None);
        if account.online && !account.syncing {
            break;
        }
        events.next().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_company_ca_that_cannot_be_used_is_told_before_anything_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(5, 7, 0);
    let desk = Desk::new(options(folder.path())).unwrap();
    desk.start().await;
    let missing = ConnectForm {
        company_ca: folder.path().join("missing.pem").display().to_string(),
        ..form(&portal.address(), portal.token())
    };
    assert_eq!(desk.connect(missing).await.unwrap_err().code, "bad-ca");
    assert!(!folder.path().join("data").join("keys.json").exists());
}
