package io.github.ciautoscaler.settings;

import io.github.ciautoscaler.fleet.Secret;
import java.net.URI;
import java.util.List;

/** How a new machine boots and joins the cluster. */
public final class JoinKeys {

  public static final Setting<Secret> CLUSTER_SECRET =
      Setting.original(
              "CLUSTER_SECRET",
              Secrets.JOIN_TOKEN,
              "The K3s token that a new machine joins with, where no short-lived one can be made. Not"
                  + " asked for where no pool's machines join with it, as with Talos.")
          .required();

  public static final Setting<String> K3S_AGENT_ARGS =
      Setting.original(
              "K3S_AGENT_ARGS",
              Texts.SHELL,
              "What is appended to `k3s agent`. Replaces the default whole. Shell text: quotes and"
                  + " `$(...)` are expanded on the new machine, nothing is expanded here. Lines"
                  + " separate words, `#` comments out the rest of its line. With what no machine"
                  + " could join, the start fails.")
          .byDefault(
              "--node-label=managed-by=gitea-ci-autoscaler --node-label=node-role=ci-runner");

  public static final Setting<URI> K3S_URL =
      Setting.ours(
          "K3S_URL",
          Urls.URL.then(JoinKeys::overTls),
          "Where new machines find the API server, best a load balancer. Without it: the InternalIP"
              + " of the first control-plane node that answers them, those that are Ready first, port 6443.");

  public static final Setting<JoinMethod> BOOTSTRAP =
      Setting.ours(
          "BOOTSTRAP",
          Texts.choice(JoinMethod.K3S),
          "How new machines join: `k3s`, `rke2`, `kubeadm`, `talos` with the machine config"
              + " that HCLOUD_CLOUD_INIT holds, or `template` with the text that it holds. Without it: `talos` where HCLOUD_CLOUD_INIT is a Talos machine config,"
              + " else `k3s`.");

  public static final Setting<String> HCLOUD_CLOUD_INIT =
      Setting.ours(
          "HCLOUD_CLOUD_INIT",
          Texts.ENCODED,
          "The user-data that replaces the generated one: what cloud-init reads, also gzipped, or a"
              + " Talos or Ignition config; base64, or as it is. Hetzner takes at most 32 KiB. What"
              + " no machine can use stops the start.");

  public static final Setting<Boolean> BLOCK_METADATA =
      Setting.ours(
              "BLOCK_METADATA",
              Texts.FLAG,
              "Whether Hetzner's metadata service is closed to what runs on a machine. hcloud-csi"
                  + " needs it open.")
          .byDefault("true");

  static final List<Setting<?>> ALL =
      List.of(
          CLUSTER_SECRET, K3S_AGENT_ARGS, K3S_URL, BOOTSTRAP, HCLOUD_CLOUD_INIT, BLOCK_METADATA);

  private JoinKeys() {}

  private static URI overTls(URI url, Remarks remarks) {
    if (Urls.isPlain(url)) {
      remarks.wrong(
          "is not https; the K3s agent refuses that",
          "Write https://<an address that new machines reach>:6443, or unset it.");
    }
    return url;
  }
}
