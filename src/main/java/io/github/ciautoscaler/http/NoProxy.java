package io.github.ciautoscaler.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which hosts are reached without a proxy: NO_PROXY as Go and the original's client read it. A
 * comma list of {@code *}, domains (with their subdomains; a leading {@code .} or {@code *.}
 * changes nothing), addresses and CIDR ranges, each with an optional {@code :port}. Names are never
 * resolved. Loopback is always reached directly.
 */
final class NoProxy {

  private static final Pattern IPV4 = Pattern.compile("\\d+\\.\\d+\\.\\d+\\.\\d+");

  private final List<Entry> entries;

  NoProxy(String list) {
    this.entries =
        Arrays.stream(list.split("[,\\s]", -1))
            .filter(entry -> !entry.isEmpty())
            .map(Entry::parse)
            .toList();
  }

  /**
   * @param host as in a URI, IPv6 in brackets
   * @param port the real one, never -1
   */
  boolean matches(String host, int port) {
    String name = normal(host);
    Optional<InetAddress> address = address(name);
    return name.equals("localhost")
        || name.endsWith(".localhost")
        || address.filter(InetAddress::isLoopbackAddress).isPresent()
        || entries.stream().anyMatch(entry -> entry.matches(name, address, port));
  }

  private static String normal(String host) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    String name = bare.toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static Optional<InetAddress> address(String name) {
    if (!name.contains(":") && !IPV4.matcher(name).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(name));
    } catch (IllegalArgumentException aName) {
      return Optional.empty();
    }
  }

  /**
   * @param port 0 for every port
   */
  private record Entry(Target target, int port) {

    static Entry parse(String text) {
      int colon = text.lastIndexOf(':');
      boolean hasPort =
          colon > 0
              && text.substring(colon + 1).matches("\\d{1,5}")
              && (text.indexOf(':') == colon || text.charAt(colon - 1) == ']');
      String host = hasPort ? text.substring(0, colon) : text;
      return new Entry(
          Target.parse(host), hasPort ? Integer.parseInt(text.substring(colon + 1)) : 0);
    }

    boolean matches(String name, Optional<InetAddress> address, int actualPort) {
      return (port == 0 || port == actualPort) && target.matches(name, address);
    }
  }

  private sealed interface Target {

    boolean matches(String name, Optional<InetAddress> address);

    static Target parse(String host) {
      if (host.equals("*")) {
        return new Everything();
      }
      int slash = host.indexOf('/');
      Optional<InetAddress> base = address(normal(slash < 0 ? host : host.substring(0, slash)));
      if (base.isEmpty()) {
        return new Domain(normal(host.replaceFirst("^\\*?\\.", "")));
      }
      int all = base.get().getAddress().length * 8;
      String bits = slash < 0 ? String.valueOf(all) : host.substring(slash + 1);
      // A range that cannot be read matches nothing, rather than everything.
      return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= all
          ? new Range(base.get(), Integer.parseInt(bits))
          : new Domain(host);
    }
  }

  private record Everything() implements Target {
    @Override
    public boolean matches(String name, Optional<InetAddress> address) {
      return true;
    }
  }

  private record Domain(String domain) implements Target {
    @Override
    public boolean matches(String name, Optional<InetAddress> address) {
      return name.equals(domain) || name.endsWith("." + domain);
    }
  }

  private record Range(InetAddress base, int bits) implements Target {
    @Override
    public boolean matches(String name, Optional<InetAddress> address) {
      return address.filter(this::contains).isPresent();
    }

    private boolean contains(InetAddress address) {
      byte[] ours = base.getAddress();
      byte[] theirs = address.getAddress();
      if (ours.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        if (((ours[bit / 8] ^ theirs[bit / 8]) >> (7 - bit % 8) & 1) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
