package dev.siaga.notify.channel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates (PEM) to trust instead of the machine's own: a company's authority, mostly. */
public record Certificates(@JsonValue String pem) {
  @JsonCreator
  public Certificates {
    try {
      store(pem);
    } catch (GeneralSecurityException | IOException unreadable) {
      throw new IllegalArgumentException("not certificates in PEM form", unreadable);
    }
  }

  public SSLContext context() {
    try {
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store(pem));
      var context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException failure) {
      throw new IllegalStateException("failed trusting configured certificates", failure);
    }
  }

  private static KeyStore store(String pem) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
    int count = 0;
    for (var each : CertificateFactory.getInstance("X.509").generateCertificates(bytes)) {
      store.setCertificateEntry("trusted-" + count++, each);
    }
    if (count == 0) {
      throw new GeneralSecurityException("no certificate found");
    }
    return store;
  }
}
