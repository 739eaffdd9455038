package io.github.ciautoscaler.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where root certificates are read from: SSL_CERT_FILE and SSL_CERT_DIR, which replace the
 * system's; without them the JDK's own and the system's bundle, which people mount theirs over.
 *
 * @param files PEM bundles
 * @param folders of PEM files
 * @param withJdk whether the JDK's own roots count too
 */
record TrustedCertificates(List<Path> files, List<Path> folders, boolean withJdk) {

  private static final List<Path> SYSTEM_BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/ssl/cert.pem"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"));

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", Pattern.DOTALL);

  static TrustedCertificates from(Map<String, String> environment) {
    List<Path> files = paths(environment.getOrDefault("SSL_CERT_FILE", ""), "\n");
    List<Path> folders = paths(environment.getOrDefault("SSL_CERT_DIR", ""), ":");
    return files.isEmpty() && folders.isEmpty()
        ? new TrustedCertificates(SYSTEM_BUNDLES, List.of(), true)
        : new TrustedCertificates(files, folders, false);
  }

  /** What is wrong where the owner's files and folders hold no certificate at all. */
  static Optional<UnusableVariable> problem(Map<String, String> environment) {
    TrustedCertificates source = from(environment);
    return source.withJdk() || !source.read().isEmpty()
        ? Optional.empty()
        : Optional.of(source.holdsNothing());
  }

  UnusableVariable holdsNothing() {
    return new UnusableVariable(
        files.isEmpty() ? "SSL_CERT_DIR" : "SSL_CERT_FILE",
        "holds no certificate in PEM form: "
            + Stream.concat(files.stream(), folders.stream()).toList(),
        "Put the CA's certificate there, readable by this user, or unset it to trust the system's.");
  }

  /** Every certificate that can be read; what cannot be read is left out, as OpenSSL does. */
  List<X509Certificate> read() {
    return present().flatMap(file -> certificates(file).stream()).distinct().toList();
  }

  /** Changes when a file does. */
  String fingerprint() {
    StringBuilder print = new StringBuilder();
    present().forEach(file -> print.append(file).append('@').append(stamp(file)).append('\n'));
    return print.toString();
  }

  private Stream<Path> present() {
    return Stream.concat(files.stream(), folders.stream().flatMap(TrustedCertificates::entries))
        .filter(Files::isRegularFile);
  }

  private static Stream<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted().toList().stream();
    } catch (IOException unreadable) {
      return Stream.empty();
    }
  }

  private static String stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    } catch (IOException unreadable) {
      return "unreadable";
    }
  }

  private static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> found = new ArrayList<>();
    try {
      Matcher block = PEM.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      while (block.find()) {
        byte[] der = Base64.getMimeDecoder().decode(block.group(1));
        found.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (IOException | CertificateException | IllegalArgumentException unreadable) {
      return found;
    }
    return found;
  }

  private static List<Path> paths(String list, String separator) {
    return Arrays.stream(list.split(separator, -1))
        .map(String::strip)
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .toList();
  }
}
