package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Secret;
import java.net.URI;
import java.util.List;

/** The project at the cloud, and what machines are made of there. */
public final class CloudKeys {

  public static final Setting<Secret> HETZNER_API_TOKEN =
      Setting.original(
              "HETZNER_API_TOKEN",
              Secrets.TOKEN,
              "Hetzner Cloud API token of the project, read and write.")
          .alias("HCLOUD_TOKEN")
          .required();

  public static final Setting<URI> HCLOUD_ENDPOINT =
      Setting.ours(
              "HCLOUD_ENDPOINT",
              Urls.URL.then(CloudKeys::overTls),
              "Where the Hetzner Cloud API is.")
          .byDefault("https://api.hetzner.cloud/v1")
          .fromTheNextStart();

  public static final Setting<List<String>> HETZNER_SERVER_TYPE =
      Setting.original(
              "HETZNER_SERVER_TYPE",
              Texts.SMALL_WORDS,
              "Server types, names or ids, in order of preference, in capitals or not. Every location is tried for the"
                  + " first type, then for the next.")
          .byDefault("ccx33");

  public static final Setting<List<String>> HETZNER_LOCATION =
      Setting.original(
              "HETZNER_LOCATION",
              Texts.SMALL_WORDS,
              "Locations, names or ids, in order of preference, in capitals or not.")
          .byDefault("nbg1");

  public static final Setting<String> HETZNER_IMAGE =
      Setting.original(
              "HETZNER_IMAGE",
              Texts.WORD,
              "The image, name or id, that machines boot; or labels, as in `os=talos`: the newest"
                  + " available snapshot that has them.")
          .alias("HCLOUD_IMAGE")
          .byDefault("ubuntu-24.04");

  public static final Setting<List<String>> HCLOUD_NETWORK =
      Setting.ours(
              "HCLOUD_NETWORK",
              Texts.NAMES,
              "Networks, names or ids, that every machine is attached to; usually one.")
          .fromTheNextStart();

  public static final Setting<List<String>> HCLOUD_SSH_KEY =
      Setting.ours(
              "HCLOUD_SSH_KEY",
              Texts.NAMES,
              "SSH keys, names or ids, that may log in. Without it: all keys of the project.")
          .fromTheNextStart();

  public static final Setting<List<String>> HCLOUD_FIREWALL =
      Setting.ours(
              "HCLOUD_FIREWALL",
              Texts.NAMES,
              "Firewalls, names or ids, that are applied to every machine.")
          .fromTheNextStart();

  public static final Setting<Boolean> HCLOUD_PUBLIC_IPV4 =
      Setting.ours(
              "HCLOUD_PUBLIC_IPV4",
              Texts.FLAG,
              "Whether machines get a public IPv4 address, which Hetzner charges for. Without it"
                  + " they need a NAT gateway to fetch K3s, as GitHub has no IPv6.")
          .byDefault("true")
          .fromTheNextStart();

  public static final Setting<Boolean> HCLOUD_PUBLIC_IPV6 =
      Setting.ours("HCLOUD_PUBLIC_IPV6", Texts.FLAG, "Whether machines get a public IPv6 address.")
          .byDefault("true")
          .fromTheNextStart();

  static final List<Setting<?>> ALL =
      List.of(
          HETZNER_API_TOKEN,
          HCLOUD_ENDPOINT,
          HETZNER_SERVER_TYPE,
          HETZNER_LOCATION,
          HETZNER_IMAGE,
          HCLOUD_NETWORK,
          HCLOUD_SSH_KEY,
          HCLOUD_FIREWALL,
          HCLOUD_PUBLIC_IPV4,
          HCLOUD_PUBLIC_IPV6);

  private CloudKeys() {}

  private static URI overTls(URI endpoint, Remarks remarks) {
    if (Urls.isPlain(endpoint) && !Urls.isLoopback(endpoint)) {
      remarks.odd("is not https: the token crosses the network in clear");
    }
    return endpoint;
  }
}
