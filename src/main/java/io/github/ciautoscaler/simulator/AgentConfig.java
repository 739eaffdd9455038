package io.github.ciautoscaler.simulator;

import io.github.ciautoscaler.fleet.Node.Taint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the world's machines make of their user-data: enough of cloud-init, of the K3s agent, of
 * kubeadm and of Talos to know whether and how the node would join.
 *
 * @param text the user-data as the machine sees it
 * @param labels what the agent sets on its Node
 * @param hostName what the machine calls itself; null: as its server is called
 */
record AgentConfig(String text, Map<String, String> labels, @Nullable String hostName) {

  private static final Pattern LABEL_ARGUMENT =
      Pattern.compile("--node-label[=\\s]+[\"']?([A-Za-z0-9./_-]+)=([A-Za-z0-9._-]*)");
  private static final Pattern LABEL_ITEM =
      Pattern.compile("^\\s*-\\s*[\"']?([A-Za-z0-9./_-]+)=([A-Za-z0-9._-]*)[\"']?\\s*$");
  private static final Pattern TAINT =
      Pattern.compile("([A-Za-z0-9./_-]+)=([A-Za-z0-9._-]+):(NoSchedule|NoExecute)");
  private static final Pattern OF_KUBEADM =
      Pattern.compile("\"?name\"?: \"node-labels\"\\s+\"?value\"?: \"([^\"\\n]*)\"");
  private static final Pattern TOKEN =
      Pattern.compile("(?<![a-z0-9])([a-z0-9]{6})\\.([a-z0-9]{16})(?![a-z0-9])");
  private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/=\\s]+");

  /** A bootstrap token found in the text. */
  record Token(String id, String secret) {}

  static AgentConfig parse(String userData) {
    String text = decoded(userData);
    TalosMachine talos = TalosMachine.read(text);
    if (talos != null) {
      return new AgentConfig(text, talos.labels(), talos.hostName());
    }
    Map<String, String> labels = new TreeMap<>();
    Matcher argument = LABEL_ARGUMENT.matcher(text);
    while (argument.find()) {
      labels.put(argument.group(1), argument.group(2));
    }
    Matcher ofKubeadm = OF_KUBEADM.matcher(text);
    if (ofKubeadm.find()) {
      for (String label : ofKubeadm.group(1).split(",")) {
        labels.put(label.replaceFirst("=.*", ""), label.substring(label.indexOf('=') + 1));
      }
    }
    boolean inList = false;
    for (String line : text.lines().toList()) {
      if (line.strip().replace("\"", "").equals("node-label:")) {
        inList = true;
        continue;
      }
      Matcher item = LABEL_ITEM.matcher(line);
      if (inList && item.matches()) {
        labels.put(item.group(1), item.group(2));
      } else {
        inList = false;
      }
    }
    return new AgentConfig(text, labels, null);
  }

  /** What a new Node has: until it is Ready one, and what the agent is told, where pods care. */
  List<Taint> taints(WorldSettings settings) {
    List<Taint> taints = new ArrayList<>(List.of(Kubelets.NOT_READY));
    Matcher argument = TAINT.matcher(text);
    while (settings.has(Surrounding.PODS) && argument.find()) {
      taints.add(new Taint(argument.group(1), argument.group(2), argument.group(3)));
    }
    return taints;
  }

  /** cloud-init decodes user-data that is base64 as a whole, and unpacks it. */
  private static String decoded(String userData) {
    if (userData.isBlank() || !BASE64.matcher(userData).matches()) {
      return userData;
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(userData);
      boolean isGzip = bytes.length > 1 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
      return new String(isGzip ? unpacked(bytes) : bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException | IOException neither) {
      return userData;
    }
  }

  private static byte[] unpacked(byte[] gzip) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
      return in.readAllBytes();
    }
  }

  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      tokens.add(new Token(matcher.group(1), matcher.group(2)));
    }
    return tokens;
  }

  /** Whether it holds all that a worker of the world's cluster needs, and no token is asked for. */
  boolean isComplete() {
    TalosMachine talos = TalosMachine.read(text);
    return talos != null && talos.isComplete();
  }

  boolean mentions(String secret) {
    return !secret.isEmpty() && text.contains(secret);
  }
}
