package io.github.ciautoscaler.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Types of what is written as a URL. */
final class Urls {

  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  /** http or https, without slashes at its end. */
  static final Type<URI> URL = new Type<>(Kind.URL, NOWHERE, Urls::read);

  /** Judged by whoever uses it. */
  static final Type<String> UNCHECKED =
      new Type<>(Kind.URL, "", (text, remarks) -> Optional.of(text.strip()));

  private Urls() {}

  private static Optional<URI> read(String text, Remarks remarks) {
    if (text.isBlank()) {
      return remarks.wrong("is empty", "Write a URL, as in https://gitea.example.com.");
    }
    URI url = parsed(text);
    return url != null
        ? Optional.of(url)
        : remarks.wrong(
            "is " + remarks.shown("'" + text.strip() + "'") + ", which is no http or https URL",
            "Write it whole, as in https://gitea.example.com.");
  }

  private static @Nullable URI parsed(String text) {
    try {
      URI url = new URI(text.strip().replaceFirst("/+$", ""));
      return isHttp(url) && !orEmpty(url.getRawAuthority()).isEmpty() ? url : null;
    } catch (URISyntaxException e) {
      return null;
    }
  }

  private static boolean isHttp(URI url) {
    String scheme = orEmpty(url.getScheme()).toLowerCase(Locale.ROOT);
    return scheme.equals("http") || scheme.equals("https");
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  static boolean isPlain(URI url) {
    return "http".equalsIgnoreCase(url.getScheme());
  }

  static boolean isLoopback(URI url) {
    String host = url.getHost();
    return host != null
        && (host.equalsIgnoreCase("localhost")
            || host.equals("[::1]")
            || host.matches("127(\\.\\d{1,3}){3}"));
  }
}
