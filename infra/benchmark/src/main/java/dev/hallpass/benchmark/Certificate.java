package dev.hallpass.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A certificate of 127.0.0.1 that its own file trusts.
///
/// @param file a store of keys
record Certificate(Path file) {

  /// It guards nothing: the key is made for one run.
  static final String PASSWORD = "benchmark";

  /// Makes a new one by the JDK's own tool.
  ///
  /// @throws IOException if the tool is missing or fails
  static Certificate make(Path file) throws IOException, InterruptedException {
    Files.deleteIfExists(file);
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process made =
        new ProcessBuilder(
                List.of(
                    keytool,
                    "-genkeypair",
                    "-keystore",
                    file.toString(),
                    "-storepass",
                    PASSWORD,
                    "-alias",
                    "aws",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-validity",
                    "2"))
            .inheritIO()
            .start();
    if (made.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    return new Certificate(file);
  }

  SSLContext context() {
    try (InputStream stored = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(stored, PASSWORD.toCharArray());
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("The certificate cannot be read", e);
    }
  }
}
