package io.pitwall.source.http.authenticate;

import java.util.Optional;

/** What an {@link Authenticator} says of the head of a request. */
public sealed interface Verdict {

    /** The same verdict, but whoever is let in is that client. */
    Verdict about(Client client);

    /** The request is that client's. */
    record Accepted(Client client) implements Verdict {

        @Override
        public Verdict about(Client other) {
            return new Accepted(other);
        }
    }

    /**
     * The request is that client's if the signature proves valid.
     *
     * @param otherwise what it is answered when it does not
     */
    record AcceptedIfSigned(Client client, BodySignature signature, Refused otherwise) implements Verdict {

        @Override
        public Verdict about(Client other) {
            return new AcceptedIfSigned(other, signature, otherwise);
        }
    }

    /**
     * Equal for all reasons that lead to the same status: nothing tells a stranger which part was wrong.
     *
     * @param status 401, or 403 where the client is known and not wanted
     * @param challenge value of {@code WWW-Authenticate}; with 401 only, and always
     */
    record Refused(int status, Optional<String> challenge) implements Verdict {

        public Refused {
            boolean isConsistent = challenge.isPresent() ? status == 401 : status == 403;
            if (!isConsistent) {
                throw new IllegalArgumentException(
                        "Expected 401 with a challenge or 403 without; found " + status + " " + challenge);
            }
        }

        static Refused unauthenticated(String challenge) {
            return new Refused(401, Optional.of(challenge));
        }

        static Refused forbidden() {
            return new Refused(403, Optional.empty());
        }

        @Override
        public Verdict about(Client client) {
            return this;
        }
    }
}
