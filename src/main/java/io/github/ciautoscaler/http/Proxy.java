package io.github.ciautoscaler.http;

import io.github.ciautoscaler.fleet.Secret;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy.
 *
 * @param tls whether it is spoken to over TLS
 * @param authorization the value of Proxy-Authorization; null for a proxy without a password
 */
record Proxy(String host, int port, boolean tls, @Nullable Secret authorization) {

  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final String FORM = "Write it as in http://proxy:3128, or unset it.";

  /** One that is spoken to in clear. */
  Proxy(String host, int port, @Nullable Secret authorization) {
    this(host, port, false, authorization);
  }

  /**
   * Reads {@code [http[s]://][user[:password]@]host[:port][/]}.
   *
   * @param variable what to call it in a complaint, which never quotes the value
   * @throws UnusableVariable with a sentence for people
   */
  static Proxy parse(String variable, String value) {
    int end = value.indexOf("://");
    String scheme = end < 0 ? "http" : value.substring(0, end).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new UnusableVariable(
          variable,
          "is a proxy with " + scheme + "://; only http:// and https:// ones can be used",
          "Write http://host:port of a proxy that takes CONNECT, or unset it.");
    }
    boolean tls = scheme.equals("https");
    String rest = end < 0 ? value : value.substring(end + 3);
    int at = rest.lastIndexOf('@');
    String place = rest.substring(at + 1).replaceFirst("[/?#].*", "");
    return new Proxy(
        host(variable, place),
        port(variable, place, tls ? HTTPS_PORT : HTTP_PORT),
        tls,
        at < 0 ? null : basic(rest.substring(0, at)));
  }

  InetSocketAddress address() {
    return InetSocketAddress.createUnresolved(host, port);
  }

  /** The value of a Basic authorization for the user-info of a URL, percent-encoded there. */
  static Secret basic(String userInfo) {
    int colon = userInfo.indexOf(':');
    String user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    String password = colon < 0 ? "" : userInfo.substring(colon + 1);
    byte[] pair = (decode(user) + ":" + decode(password)).getBytes(StandardCharsets.UTF_8);
    return new Secret("Basic " + Base64.getEncoder().encodeToString(pair));
  }

  private static String host(String variable, String place) {
    String host = portless(place);
    if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ')) {
      throw new UnusableVariable(variable, "has no host in it", FORM);
    }
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String variable, String place, int otherwise) {
    String port = place.substring(portless(place).length());
    if (port.length() < 2) {
      return otherwise;
    }
    if (port.matches(":\\d{1,5}") && Integer.parseInt(port.substring(1)) <= 0xffff) {
      return Integer.parseInt(port.substring(1));
    }
    throw new UnusableVariable(variable, "has a port that is no number up to 65535", FORM);
  }

  private static String portless(String place) {
    int colon = place.lastIndexOf(':');
    return colon < 0 || place.endsWith("]") ? place : place.substring(0, colon);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
