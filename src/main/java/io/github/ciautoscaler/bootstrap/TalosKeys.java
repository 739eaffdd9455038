package io.github.ciautoscaler.bootstrap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.nodes.MappingNode;

/**
 * The keys of a machine config's first document, as far as we know them (source: Talos,
 * pkg/machinery/config). Newer Talos has new documents rather than new keys here.
 */
record TalosKeys(YamlMap main) {

  private static final Map<String, Set<String>> KNOWN =
      Map.of(
          "",
          words("version debug persist machine cluster"),
          "machine",
          words(
              "type token ca acceptedCAs certSANs controlPlane kubelet pods network disks install"
                  + " files env time sysctls sysfs registries systemDiskEncryption features udev"
                  + " logging kernel seccompProfiles baseRuntimeSpecOverrides nodeLabels"
                  + " nodeAnnotations nodeTaints"),
          "machine.network",
          words(
              "hostname interfaces nameservers searchDomains extraHostEntries kubespan"
                  + " disableSearchDomain"),
          "machine.registries",
          words("mirrors config"),
          "machine.kubelet.nodeIP",
          words("validSubnets"),
          "cluster.controlPlane",
          words("endpoint localAPIServerPort"),
          "cluster.network",
          words("cni dnsDomain podSubnets serviceSubnets"),
          "cluster.discovery",
          words("enabled registries"),
          "machine.kubelet",
          words(
              "image clusterDNS extraArgs extraMounts extraConfig credentialProviderConfig"
                  + " defaultRuntimeSeccompProfileEnabled registerWithFQDN nodeIP"
                  + " skipNodeRegistration disableManifestsDirectory"),
          "cluster",
          words(
              "id secret controlPlane clusterName network token aescbcEncryptionSecret"
                  + " secretboxEncryptionSecret ca acceptedCAs aggregatorCA serviceAccount apiServer"
                  + " controllerManager proxy scheduler discovery etcd coreDNS"
                  + " externalCloudProvider extraManifests extraManifestHeaders inlineManifests"
                  + " adminKubeconfig allowSchedulingOnMasters allowSchedulingOnControlPlanes"));

  private static Set<String> words(String words) {
    return Set.of(words.split(" "));
  }

  /** A key that belongs elsewhere: Talos refuses the whole config. */
  void checkPlaces() throws UnusableUserData {
    for (String path : new TreeSet<>(KNOWN.keySet())) {
      for (String key : unknownIn(path)) {
        List<String> places = placesOf(key);
        if (!places.isEmpty()) {
          throw new UnusableUserData(
              "has "
                  + (path.isEmpty() ? key + " at its margin" : path + "." + key)
                  + ", where Talos knows no such key, so that it refuses the whole config",
              "Write it as " + String.join(" or ", places) + ".");
        }
      }
    }
  }

  private static List<String> placesOf(String key) {
    return KNOWN.entrySet().stream()
        .filter(one -> one.getValue().contains(key))
        .map(one -> one.getKey().isEmpty() ? key : one.getKey() + "." + key)
        .sorted()
        .toList();
  }

  /** Each is a predicate. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (String path : new TreeSet<>(KNOWN.keySet())) {
      for (String key : unknownIn(path)) {
        warnings.add(
            "has "
                + (path.isEmpty() ? key : path + "." + key)
                + ", which no Talos that we know takes; one that does not know it boots without any"
                + " of this config: see that it is spelt right");
      }
    }
    return warnings;
  }

  private List<String> unknownIn(String path) {
    String[] steps = path.isEmpty() ? new String[0] : path.split("\\.");
    Set<String> known = KNOWN.getOrDefault(path, Set.of());
    return main.find(steps).orElse(null) instanceof MappingNode node
        ? new YamlMap(node)
            .keys().stream().filter(key -> !known.contains(key) && !key.equals("<<")).toList()
        : List.of();
  }
}
