package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Labels;
import io.github.ciautoscaler.fleet.Preference;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the servers of one pool are, and where they are put. */
public final class ServerKeys {

  private static final Pattern RANGE =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!/)|(?=/))){4}/([12]?\\d|3[0-2])");

  public static final Setting<List<String>> SERVER_TYPES =
      Setting.field(
          "server-types",
          Texts.SMALL_WORDS,
          "Server types in order of preference, of one architecture, in capitals or not. Without"
              + " it: HETZNER_SERVER_TYPE.");

  public static final Setting<List<String>> LOCATIONS =
      Setting.field(
          "locations",
          Texts.SMALL_WORDS,
          "Locations in order of preference, in capitals or not. Without it: HETZNER_LOCATION.");

  public static final Setting<Preference> ORDER =
      Setting.field(
              "order",
              Texts.choice(Preference.LISTED),
              "Which type at which location is tried first: `listed`, every location for the first"
                  + " type, then for the next; or `price`, the cheapest first, as far as prices are"
                  + " known, IPv4 included.")
          .byDefault("listed");

  public static final Setting<String> IMAGE =
      Setting.field("image", Texts.WORD, "The image, name or id. Without it: HETZNER_IMAGE.");

  public static final Setting<String> IMAGE_SELECTOR =
      Setting.field(
          "image.selector",
          Selectors.SELECTS,
          "In the place of `image`: the newest available snapshot whose labels match, as in"
              + " `os=talos`, of the architecture of the server type. A new snapshot is used within"
              + " minutes.");

  public static final Setting<List<String>> NETWORKS =
      Setting.field("networks", Texts.NAMES, "Networks to attach. Without it: HCLOUD_NETWORK.");

  public static final Setting<List<String>> FIREWALLS =
      Setting.field("firewalls", Texts.NAMES, "Firewalls to apply. Without it: HCLOUD_FIREWALL.");

  public static final Setting<List<String>> SSH_KEYS =
      Setting.field("ssh-keys", Texts.NAMES, "SSH keys to install. Without it: HCLOUD_SSH_KEY.");

  public static final Setting<Boolean> PUBLIC_IPV4 =
      Setting.field(
          "public-ipv4",
          Texts.FLAG,
          "Whether its machines get a public IPv4 address. Without it: HCLOUD_PUBLIC_IPV4.");

  public static final Setting<Boolean> PUBLIC_IPV6 =
      Setting.field(
          "public-ipv6",
          Texts.FLAG,
          "Whether its machines get a public IPv6 address. Without it: HCLOUD_PUBLIC_IPV6.");

  public static final Setting<Map<String, String>> SERVER_LABELS =
      Setting.field(
          "server-labels",
          Pairs.LABELS.then(PoolKeys::notOurs),
          "Labels, `key=value`, that its servers carry beside ours.");

  public static final Setting<String> SUBNET =
      Setting.field(
          "subnet",
          Texts.WORD.then(ServerKeys::range),
          "The subnet of its one network, as `10.0.1.0/24`, that its servers get an address in. They"
              + " are then attached before they are powered on. Without it: any of the network.");

  public static final Setting<String> NAME_PREFIX =
      Setting.field(
              "name-prefix",
              Texts.WORD.then(ServerKeys::hostName),
              "What the names of its servers and Nodes begin with; eight digits follow. At most 54"
                  + " small letters, digits and `-`. Pools may share one.")
          .byDefault(Labels.NAME_PREFIX);

  public static final Setting<String> PLACEMENT_GROUP =
      Setting.field(
          "placement-group",
          Texts.NAME,
          "The placement group, name or id, whose servers Hetzner keeps on different hosts. It holds"
              + " 10 servers, so that all pools in it may have 10 machines at most.");

  static final List<Setting<?>> ALL =
      List.of(
          SERVER_TYPES,
          LOCATIONS,
          ORDER,
          IMAGE,
          IMAGE_SELECTOR,
          NETWORKS,
          SUBNET,
          FIREWALLS,
          SSH_KEYS,
          PUBLIC_IPV4,
          PUBLIC_IPV6,
          SERVER_LABELS,
          NAME_PREFIX,
          PLACEMENT_GROUP);

  private ServerKeys() {}

  private static String range(String subnet, Remarks remarks) {
    if (!RANGE.matcher(subnet).matches()) {
      remarks.wrong(
          "is " + remarks.shown(subnet) + ", which is no subnet of IPv4",
          "Write it as the network has it, as in subnet: 10.0.1.0/24.");
    }
    return subnet;
  }

  private static String hostName(String prefix, Remarks remarks) {
    if (!Labels.isNamePrefix(prefix)) {
      remarks.wrong(
          "is " + remarks.shown(prefix) + ", with which no host name may begin",
          "Write at most 54 small letters, digits and -, as in name-prefix: workers-fsn1.");
      return Labels.NAME_PREFIX;
    }
    return prefix;
  }
}
