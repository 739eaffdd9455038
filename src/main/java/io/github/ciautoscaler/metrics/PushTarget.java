package io.github.ciautoscaler.metrics;

import io.github.ciautoscaler.fleet.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the Pushgateway is.
 *
 * @param scheme http or https
 * @param address host, port and base path, as in {@code gateway.example:9091/base}
 * @param user for Basic authentication; null for none
 * @param password empty where the URL has a user alone
 */
public record PushTarget(String scheme, String address, @Nullable String user, Secret password) {

  /**
   * Reads a URL such as {@code https://user:password@gateway.example/base/}.
   *
   * @throws IllegalArgumentException with a sentence that never holds the URL's user-info
   */
  public static PushTarget parse(String url) {
    URI uri = uri(url.strip());
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("its URL must begin with http:// or https://");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("its URL names no host");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("its URL must have neither ? nor #");
    }
    String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
    String path = uri.getRawPath() == null ? "" : uri.getRawPath().replaceAll("/+$", "");
    String[] login =
        uri.getRawUserInfo() == null ? new String[0] : uri.getRawUserInfo().split(":", 2);
    return new PushTarget(
        scheme,
        uri.getHost() + port + path,
        login.length == 0 ? null : decoded(login[0]),
        new Secret(login.length == 2 ? decoded(login[1]) : ""));
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      // Its message and cause hold the URL, and so perhaps a password.
      throw new IllegalArgumentException("it is not a URL");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return scheme + "://" + address;
  }
}
