package io.github.ciautoscaler.bootstrap;

import static io.github.ciautoscaler.bootstrap.ShellWords.quoted;

import io.github.ciautoscaler.bootstrap.ShellWords.NoWords;
import io.github.ciautoscaler.bootstrap.ShellWords.Word;
import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Renders the cloud-config that makes a new server an agent of a K3s cluster. The scripts are
 * fixed; what differs between servers stands in two small files beside them.
 */
public final class K3sUserData {

  private static final String JOIN_PATH = "/usr/local/sbin/ci-autoscaler-join";
  private static final String JOIN = resource("join-k3s.sh");
  private static final String BLOCK = resource("block-metadata.sh");
  private static final String BLOCK_UNIT = resource("block-metadata.service");

  private K3sUserData() {}

  /**
   * The whole user-data.
   *
   * @throws UserData.UserDataTooLarge when it exceeds {@link UserData#MAX_BYTES}
   * @throws IllegalArgumentException when no shell could read the owner's arguments
   */
  public static Secret render(K3sJoin join) {
    List<Map<String, String>> files = new ArrayList<>();
    // A drop-in: a snapshot's own config.yaml stays as it is. Not the environment, which the
    // installer would copy into a unit file and show to every process.
    files.add(file("/etc/rancher/k3s/config.yaml.d/90-ci-autoscaler.yaml", "0600", config(join)));
    files.add(file("/etc/ci-autoscaler/agent.sh", "0600", agent(join)));
    files.add(file(JOIN_PATH, "0700", JOIN));
    if (join.blockMetadata()) {
      files.add(file("/usr/local/sbin/ci-autoscaler-block-metadata", "0700", BLOCK));
      files.add(
          file("/etc/systemd/system/ci-autoscaler-block-metadata.service", "0644", BLOCK_UNIT));
    }
    Map<String, Object> cloudConfig = new LinkedHashMap<>();
    cloudConfig.put("write_files", files);
    cloudConfig.put("runcmd", List.of(List.of("sh", JOIN_PATH)));
    return UserData.limited("#cloud-config\n" + yaml(ScalarStyle.PLAIN).dump(cloudConfig));
  }

  private static String config(K3sJoin join) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("server", join.controlPlaneUrl());
    config.put("token", join.token().reveal());
    config.put("node-name", join.serverName());
    // Quoted, because readers of YAML differ in what is a number or a boolean.
    return yaml(ScalarStyle.DOUBLE_QUOTED).dump(config);
  }

  /** Shell text to be sourced: sets the version, the fallback and the agent's arguments. */
  private static String agent(K3sJoin join) {
    StringBuilder arguments = new StringBuilder("set -- agent");
    new TreeMap<>(join.nodeLabels())
        .forEach((key, value) ->
            arguments.append(' ').append(quoted("--node-label=" + key + "=" + value)));
    // The owner's come last, so that they win. Word by word, so that none can end the line.
    ownersWords(join.agentArgs()).forEach(word -> arguments.append(' ').append(word.shell()));
    String tag = URLEncoder.encode(join.version(), StandardCharsets.UTF_8);
    String fallback = "https://raw.githubusercontent.com/k3s-io/k3s/" + tag + "/install.sh";
    return "export INSTALL_K3S_VERSION="
        + quoted(join.version())
        + "\nfallback_installer="
        + quoted(fallback)
        + "\n"
        + arguments
        + "\n";
  }

  private static List<Word> ownersWords(String agentArgs) {
    try {
      return ShellWords.of(agentArgs);
    } catch (NoWords e) {
      throw new IllegalArgumentException("K3S_AGENT_ARGS " + e.getMessage());
    }
  }

  private static Map<String, String> file(String path, String permissions, String content) {
    Map<String, String> file = new LinkedHashMap<>();
    file.put("path", path);
    file.put("permissions", permissions);
    file.put("content", content);
    return file;
  }

  private static Yaml yaml(ScalarStyle style) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(FlowStyle.BLOCK);
    options.setDefaultScalarStyle(style);
    options.setSplitLines(false);
    return new Yaml(new Blocks(options), options);
  }

  /** Shows texts of several lines as a person would write them. */
  private static final class Blocks extends Representer {
    Blocks(DumperOptions options) {
      super(options);
    }

    @Override
    protected Node representScalar(Tag tag, String value, @Nullable ScalarStyle style) {
      return super.representScalar(tag, value, isBlock(value) ? ScalarStyle.LITERAL : style);
    }
  }

  /** In a block, every other kind of line break would become a plain one. */
  private static boolean isBlock(String value) {
    return value.contains("\n")
        && value.chars().noneMatch(c -> c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029);
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(K3sUserData.class.getResourceAsStream("/bootstrap/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
