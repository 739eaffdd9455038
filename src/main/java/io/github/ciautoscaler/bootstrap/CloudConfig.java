package io.github.ciautoscaler.bootstrap;

import io.github.ciautoscaler.fleet.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** Writes the cloud-config of a new machine: files, and one script of ours that uses them. */
final class CloudConfig {

  private static final String JOIN_PATH = "/usr/local/sbin/ci-autoscaler-join";
  private static final String BLOCK = resource("block-metadata.sh");
  private static final String BLOCK_UNIT = resource("block-metadata.service");

  private final Additions additions;
  private final List<Map<String, String>> files = new ArrayList<>();

  CloudConfig(Additions additions) {
    this.additions = additions;
    additions.files().forEach(file -> add(file.path(), file.permissions(), content(file)));
  }

  private static String content(Additions.File file) {
    String text = file.content().reveal();
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  CloudConfig add(String path, String permissions, String content) {
    Map<String, String> file = new LinkedHashMap<>();
    file.put("path", path);
    file.put("permissions", permissions);
    file.put("content", content);
    files.add(file);
    return this;
  }

  /** The one script that is run. */
  CloudConfig joinBy(String script) {
    return add(JOIN_PATH, "0700", script);
  }

  /**
   * @param unit of systemd, which never starts without the block
   */
  CloudConfig blockMetadataBefore(String unit) {
    return add("/usr/local/sbin/ci-autoscaler-block-metadata", "0700", BLOCK)
        .add(
            "/etc/systemd/system/ci-autoscaler-block-metadata.service",
            "0644",
            BLOCK_UNIT.replace("k3s-agent.service", unit));
  }

  /**
   * @throws UserData.UserDataTooLarge when it exceeds {@link UserData#MAX_BYTES}
   */
  Secret render() {
    Map<String, Object> cloudConfig = new LinkedHashMap<>();
    if (!additions.packages().isEmpty()) {
      cloudConfig.put("packages", additions.packages());
    }
    if (additions.hasSwap()) {
      cloudConfig.put("swap", swap());
    }
    cloudConfig.put("write_files", files);
    List<List<String>> commands = new ArrayList<>();
    additions.commands().forEach(command -> commands.add(List.of("sh", "-c", command.reveal())));
    commands.add(List.of("sh", JOIN_PATH));
    cloudConfig.put("runcmd", commands);
    return OwnUserData.packedIfNeeded(
        "#cloud-config\n" + yaml(ScalarStyle.PLAIN).dump(cloudConfig),
        additions.equals(Additions.NONE)
            ? "shorten K3S_AGENT_ARGS"
            : "shorten what the pool adds, or let a command fetch it");
  }

  private Map<String, Object> swap() {
    Map<String, Object> swap = new LinkedHashMap<>();
    swap.put("filename", Additions.SWAP_FILE);
    swap.put("size", additions.swapBytes());
    return swap;
  }

  /** Every scalar is quoted, because readers of YAML differ in what is a number or a boolean. */
  static String quotedYaml(Map<String, ?> content) {
    return yaml(ScalarStyle.DOUBLE_QUOTED).dump(content);
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

  static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(CloudConfig.class.getResourceAsStream("/bootstrap/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
