package io.github.ciautoscaler.settings;

import java.util.List;

/** What the kubelet and the container runtime of a pool's machines are told. */
public final class NodeKeys {

  private static final int MOST_PODS = 10_000;

  public static final Setting<Integer> MAX_PODS =
      Setting.field(
          "max-pods",
          Numbers.COUNT.then(NodeKeys::somePods),
          "How many pods a machine takes, with K3s, RKE2 and kubeadm. Without it: what the kubelet"
              + " takes, 110.");

  public static final Setting<Boolean> CLOUD_CONTROLLER =
      Setting.field(
              "cloud-controller",
              Texts.FLAG,
              "Whether the cluster has Hetzner's cloud controller: with K3s, RKE2 and kubeadm the"
                  + " kubelet then waits for it (`cloud-provider=external`), and its Node has the"
                  + " server's `provider-id` from its first moment on.")
          .byDefault("false");

  public static final Setting<String> REGISTRIES =
      Setting.field(
          "registries",
          Texts.RAW,
          "`registries.yaml` of K3s and RKE2: mirrors, and how registries are reached, as a text;"
              + " `registries-file` names a file here that has it. Never shown; but whoever is root"
              + " on a machine reads it.");

  static final List<Setting<?>> ALL = List.of(MAX_PODS, CLOUD_CONTROLLER, REGISTRIES);

  private NodeKeys() {}

  private static Integer somePods(Integer pods, Remarks remarks) {
    if (pods < 1 || pods > MOST_PODS) {
      remarks.wrong(
          "is " + pods + ", and a kubelet takes from 1 to " + MOST_PODS,
          "Write how many pods a machine takes, as in max-pods: 50.");
      return 1;
    }
    return pods;
  }
}
