package io.github.ciautoscaler.forge;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What people must know of a webhook that no answer of the forge tells. */
final class HookAdvice {

  private static final Pattern PRIVATE =
      Pattern.compile(
          "localhost|127\\..*|10\\..*|192\\.168\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*|169\\.254\\..*"
              + "|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*|\\[.*]|[^.]*|.*\\.svc(\\..*)?"
              + "|.*\\.(local|internal|lan|cluster)");

  private static final Pattern NEW_NUMBERS = Pattern.compile("v?(\\d{1,4})\\..*");
  private static final int FIRST_OF_THE_NEW = 28;

  private HookAdvice() {}

  static List<String> about(URI target, Flavour flavour) {
    List<String> advice = new ArrayList<>();
    if (flavour instanceof Flavour.Forgejo) {
      advice.add(
          "Forgejo announces no queued job: pushes and pull requests wake the loop, and polling"
              + " never slows.");
    }
    if (PRIVATE.matcher(host(target)).matches()) {
      advice.add(
          "This is a private address, to which the forge delivers only if its app.ini lists it:"
              + line(target, flavour)
              + " and a restart of the forge.");
    }
    advice.add(
        "The forge's API does not tell how its deliveries ended: push something, then look at"
            + " webhook.lastDelivery in /api/status, and at Recent Deliveries below the hook in the"
            + " forge's site administration.");
    return advice;
  }

  /** What the forge said, and where it names its list of allowed hosts, the line to add. */
  static String refusal(String said, URI target) {
    String words = said.toLowerCase(Locale.ROOT);
    if (words.contains("allowed_host_list") || words.contains("egress") || words.contains("deny")) {
      return said
          + ". The forge's app.ini must list the address. Gitea up to 1.27 and Forgejo:"
          + old(target)
          + "; Gitea 28 and newer:"
          + strict(target);
    }
    if (said.startsWith("403") || said.startsWith("401")) {
      return said + ". GITEA_ADMIN_TOKEN needs the scope write:admin, of a site admin.";
    }
    return said + ".";
  }

  private static String line(URI target, Flavour flavour) {
    return flavour instanceof Flavour.Gitea gitea && isNew(gitea.version())
        ? strict(target)
        : old(target);
  }

  private static boolean isNew(String version) {
    var numbers = NEW_NUMBERS.matcher(version.strip());
    return numbers.matches() && Integer.parseInt(numbers.group(1)) >= FIRST_OF_THE_NEW;
  }

  private static String old(URI target) {
    return " [webhook] ALLOWED_HOST_LIST = external," + host(target);
  }

  /** With the port, which EGRESS_MODE = strict asks for and lax does not mind. */
  private static String strict(URI target) {
    int port = target.getPort() > 0 ? target.getPort() : isTls(target) ? 443 : 80;
    return " [security] ALLOWED_HOST_LIST = " + host(target) + ":" + port;
  }

  private static boolean isTls(URI target) {
    return "https".equalsIgnoreCase(target.getScheme());
  }

  private static String host(URI target) {
    return target.getHost() == null ? "" : target.getHost().toLowerCase(Locale.ROOT);
  }
}
