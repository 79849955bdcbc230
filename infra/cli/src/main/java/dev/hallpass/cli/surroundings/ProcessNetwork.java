package dev.hallpass.cli.surroundings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/// The network as the variables of AWS's tools describe it: the proxy of `HTTPS_PROXY` or
/// `HTTP_PROXY`, but for the hosts of `NO_PROXY`, and the authorities of `AWS_CA_BUNDLE` in the
/// place of the usual ones (source: AWS CLI User Guide, "Using an HTTP proxy" and "Environment
/// variables").
final class ProcessNetwork implements Network {

  private static final String CERTIFICATES = "AWS_CA_BUNDLE";

  private final Map<String, String> environment;
  private @Nullable SSLSocketFactory trusting;

  ProcessNetwork(Map<String, String> environment) {
    this.environment = environment;
    // By default Java sends no password to a proxy for https. Java reads this setting once.
    System.setProperty("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  @Override
  public HttpURLConnection to(URI address) throws IOException {
    HttpURLConnection connection = opened(address);
    Optional<String> bundle = variable(CERTIFICATES);
    if (connection instanceof HttpsURLConnection secure && bundle.isPresent()) {
      secure.setSSLSocketFactory(trusting(bundle.get()));
    }
    return connection;
  }

  private HttpURLConnection opened(URI address) throws IOException {
    String name = address.getScheme() + "_proxy";
    Optional<String> set = variable(name);
    if (set.isEmpty() || isDirect(address.getHost())) {
      return (HttpURLConnection) address.toURL().openConnection();
    }
    URI proxy = proxy(name, set.get());
    HttpURLConnection connection =
        (HttpURLConnection)
            address
                .toURL()
                .openConnection(
                    new Proxy(
                        Proxy.Type.HTTP, new InetSocketAddress(proxy.getHost(), proxy.getPort())));
    @Nullable String person = proxy.getRawUserInfo();
    if (person != null) {
      connection.setAuthenticator(new ProxyPassword(person));
    }
    return connection;
  }

  /// Of the two spellings that tools know, the lower case goes before (source: libcurl, Python).
  private Optional<String> variable(String name) {
    return Stream.of(name, name.toUpperCase(Locale.ROOT))
        .flatMap(spelling -> Stream.ofNullable(environment.get(spelling)))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  /// The value may have a password, so no message repeats it.
  private static URI proxy(String name, String value) throws IOException {
    try {
      URI proxy = URI.create(value.contains("://") ? value : "http://" + value);
      if ("http".equals(proxy.getScheme()) && proxy.getHost() != null && proxy.getPort() > 0) {
        return proxy;
      }
    } catch (IllegalArgumentException _) {
      // Refused below.
    }
    throw new IOException(
        "%s is not of the form http://HOST:PORT".formatted(name.toUpperCase(Locale.ROOT)));
  }

  private boolean isDirect(String host) {
    return host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]")
        || Stream.of(variable("no_proxy").orElse("").split("[, ]+"))
            .map(entry -> entry.replaceFirst("^\\*?\\.", "").toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .anyMatch(entry ->
                entry.equals("*")
                    || host.toLowerCase(Locale.ROOT).equals(entry)
                    || host.toLowerCase(Locale.ROOT).endsWith("." + entry));
  }

  /// The same each time, because connections that are kept open are those of one.
  private synchronized SSLSocketFactory trusting(String bundle) throws IOException {
    @Nullable SSLSocketFactory known = trusting;
    if (known != null) {
      return known;
    }
    try (InputStream pem = Files.newInputStream(Path.of(bundle))) {
      KeyStore authorities = KeyStore.getInstance("PKCS12");
      authorities.load(null, null);
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        authorities.setCertificateEntry(String.valueOf(authorities.size()), one);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(authorities);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      trusting = context.getSocketFactory();
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          "%s names %s, which is no file of certificates in PEM".formatted(CERTIFICATES, bundle),
          e);
    }
  }

  /// The name and the password of a person at a proxy.
  private static final class ProxyPassword extends Authenticator {

    private final String[] person;

    /// @param person the name and the password, encoded as in an address
    ProxyPassword(String person) {
      this.person = person.split(":", 2);
    }

    @Override
    protected @Nullable PasswordAuthentication getPasswordAuthentication() {
      // A server of that kind is not asked for.
      return getRequestorType() == RequestorType.PROXY
          ? new PasswordAuthentication(
              decoded(person[0]), decoded(person[person.length - 1]).toCharArray())
          : null;
    }

    private static String decoded(String text) {
      return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }
  }
}
