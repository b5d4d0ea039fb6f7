package io.github.vmimage.signature;

import java.time.Instant;

/** What one OpenPGP signature is worth. Only {@link Valid} passes. */
public sealed interface SignatureVerdict {

  /**
   * Good, by a key of the keyring that may sign.
   *
   * @param fingerprint of the primary key, capital hexadecimal digits
   * @param made when, as its maker says
   */
  record Valid(String fingerprint, Instant made) implements SignatureVerdict {
    @Override
    public String toString() {
      return "valid, by " + fingerprint;
    }
  }

  /**
   * By a key of the keyring, but not over this text, or malformed.
   *
   * @param reason one line
   */
  record Invalid(String reason) implements SignatureVerdict {
    @Override
    public String toString() {
      return "invalid: " + reason;
    }
  }

  /**
   * By a key that the keyring does not have.
   *
   * @param key its id or fingerprint, as far as the signature tells
   */
  record UnknownKey(String key) implements SignatureVerdict {
    @Override
    public String toString() {
      return "by the unknown key " + key;
    }
  }

  /**
   * Of a kind that cannot be verified here, such as one by a post-quantum key. It proves nothing and harms nothing.
   *
   * @param kind version and algorithm
   */
  record UnknownKind(String kind) implements SignatureVerdict {
    @Override
    public String toString() {
      return "of an unknown kind: " + kind;
    }
  }

  /**
   * There is none.
   *
   * @param reason one line
   */
  record Missing(String reason) implements SignatureVerdict {
    @Override
    public String toString() {
      return "there is no signature: " + reason;
    }
  }

  /**
   * With a digest or key that proves nothing.
   *
   * @param reason one line
   */
  record Weak(String reason) implements SignatureVerdict {
    @Override
    public String toString() {
      return "too weak: " + reason;
    }
  }

  /**
   * The key or the signature has ended.
   *
   * @param reason one line
   */
  record Expired(String reason) implements SignatureVerdict {
    @Override
    public String toString() {
      return "expired: " + reason;
    }
  }

  /**
   * The key was revoked by its owner.
   *
   * @param key fingerprint
   */
  record Revoked(String key) implements SignatureVerdict {
    @Override
    public String toString() {
      return "by the revoked key " + key;
    }
  }
}
