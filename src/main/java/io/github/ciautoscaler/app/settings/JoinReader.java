package io.github.ciautoscaler.app.settings;

import io.github.ciautoscaler.app.settings.Machines.Join;
import io.github.ciautoscaler.bootstrap.OwnUserData;
import io.github.ciautoscaler.bootstrap.TalosConfig;
import io.github.ciautoscaler.fleet.Secret;
import io.github.ciautoscaler.settings.JoinMethod;
import io.github.ciautoscaler.settings.Setting;
import io.github.ciautoscaler.settings.Values;
import org.jspecify.annotations.Nullable;

/**
 * How new machines join, of the environment or of one pool: as is said, else as the user-data that
 * is given shows.
 *
 * @param otherwise where neither says anything
 */
record JoinReader(
    Values values, Setting<JoinMethod> method, Setting<String> userData, Join otherwise) {

  Join read() {
    BootReader boot = new BootReader(values);
    JoinMethod said = values.find(method).orElse(null);
    if (said == null) {
      Secret own = boot.userData(userData);
      return own == null ? otherwise : shown(boot, own);
    }
    return switch (said) {
      case K3S -> k3s(boot.userData(userData));
      case RKE2 -> generated(boot.userData(userData), new Join.Rke2());
      case KUBEADM -> generated(boot.userData(userData), new Join.Kubeadm());
      case TALOS -> talos(boot);
      case TEMPLATE -> template(boot);
    };
  }

  private Join shown(BootReader boot, Secret own) {
    return OwnUserData.isForTalos(own) ? talos(boot, own) : new Join.Own(own);
  }

  private Join k3s(@Nullable Secret own) {
    if (own != null && OwnUserData.isForTalos(own)) {
      values.problem(
          method,
          "is k3s, and " + values.spelled(userData) + " is a Talos machine config",
          "Write bootstrap: talos, or leave out one of the two.");
    }
    if (own != null) {
      return new Join.Own(own);
    }
    return otherwise instanceof Join.Own ? otherwise : new Join.K3s();
  }

  private Join template(BootReader boot) {
    if (values.find(userData).isEmpty() && otherwise instanceof Join.Template) {
      return otherwise;
    }
    if (values.find(userData).isEmpty()) {
      values.problem(
          method,
          "is template, and there is no text",
          "Give it in cloud-init, or in the file that cloud-init-file names.");
      return new Join.K3s();
    }
    Secret text = boot.template(userData);
    return text == null ? new Join.K3s() : new Join.Template(text);
  }

  private Join generated(@Nullable Secret own, Join join) {
    if (own != null) {
      values.problem(
          userData,
          "replaces the whole user-data, so that nothing would come of " + values.spelled(method),
          "Leave out one of the two.");
    }
    return join;
  }

  private Join talos(BootReader boot) {
    if (values.find(userData).isPresent()) {
      Secret own = boot.userData(userData);
      return own == null ? new Join.K3s() : talos(boot, own);
    }
    if (!(otherwise instanceof Join.Talos)) {
      values.problem(
          method,
          "is talos, and there is no machine config",
          "Give a worker's config, as talosctl gen config writes it, in cloud-init, in the file"
              + " that cloud-init-file names, or for all pools in HCLOUD_CLOUD_INIT.");
    }
    return otherwise;
  }

  private Join talos(BootReader boot, Secret own) {
    TalosConfig config = boot.talos(userData, own);
    return config == null ? new Join.K3s() : new Join.Talos(config);
  }
}
