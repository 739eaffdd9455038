package io.github.ciautoscaler.convert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the Hetzner plugin of fleeting makes servers of. */
record HetznerPlugin(Part config) {

  private static final List<String> KEYS =
      List.of(
          "name",
          "token",
          "endpoint",
          "location",
          "server_type",
          "image",
          "public_ipv4_disabled",
          "public_ipv6_disabled",
          "public_ip_pool_enabled",
          "public_ip_pool_selector",
          "private_networks",
          "user_data",
          "user_data_file",
          "volume_size",
          "labels");

  Optional<String> name() {
    return config.text("name");
  }

  void write(PoolsYaml yaml) {
    yaml.list("server-types", needed("server_type"));
    yaml.list("locations", needed("location"));
    yaml.text("image", needed("image").getFirst());
    List<String> networks = config.texts("private_networks");
    yaml.list("networks", networks);
    addresses(networks, yaml);
    yaml.pairs("server-labels", config.pairs("labels"));
    others(yaml);
    userData(yaml);
  }

  private List<String> needed(String key) {
    List<String> values = config.texts(key).stream().filter(text -> !text.isBlank()).toList();
    if (values.isEmpty()) {
      throw new BadInput(
          config.at(key) + " is missing, and the plugin needs it.",
          "Write it as in %s = \"%s\"."
              .formatted(
                  key,
                  switch (key) {
                    case "server_type" -> "cpx22";
                    case "location" -> "hel1";
                    default -> "debian-12";
                  }));
    }
    return key.equals("image")
        ? values
        : values.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
  }

  private void addresses(List<String> networks, PoolsYaml yaml) {
    boolean isIpv4Off = config.flag("public_ipv4_disabled").orElse(false);
    boolean isIpv6Off = config.flag("public_ipv6_disabled").orElse(false);
    if (isIpv4Off && isIpv6Off && networks.isEmpty()) {
      throw new BadInput(
          "%s and public_ipv6_disabled leave no address, as there is no private network."
              .formatted(config.at("public_ipv4_disabled")),
          "Name private_networks, or leave one of the two on.");
    }
    if (isIpv4Off) {
      yaml.flag("public-ipv4", false);
    }
    if (isIpv6Off) {
      yaml.flag("public-ipv6", false);
    }
  }

  private void others(PoolsYaml yaml) {
    if (config.has("endpoint")) {
      yaml.note("endpoint: set HCLOUD_ENDPOINT, which holds for all pools.");
    }
    if (config.flag("public_ip_pool_enabled").orElse(false)) {
      yaml.note(
          "public_ip_pool_enabled = true: no counterpart, servers get addresses of their own.");
    }
    config
        .count("volume_size")
        .filter(size -> size > 0)
        .ifPresent(size ->
            yaml.note(
                "volume_size = %d: no counterpart. A volume outlives its server and is paid for; take a server type with the disk that jobs need."
                    .formatted(size)));
    config.others(KEYS).forEach(key -> yaml.note(key + ": not known, left out."));
  }

  private void userData(PoolsYaml yaml) {
    Optional<String> text = config.text("user_data");
    Optional<String> file = config.text("user_data_file");
    if (text.isPresent() && file.isPresent()) {
      throw new BadInput(
          "%s and user_data_file are both given.".formatted(config.at("user_data")),
          "Leave out one of the two; the plugin takes one.");
    }
    file.ifPresent(path ->
        yaml.note(
            "user_data_file = %s: not read. Write its text into user_data, and convert again."
                .formatted(PoolsYaml.oneLine(path))));
    text.ifPresent(new AddedUserData(config.at("user_data"), yaml)::write);
  }
}
