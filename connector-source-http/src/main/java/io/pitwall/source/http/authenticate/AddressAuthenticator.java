package io.pitwall.source.http.authenticate;

import io.pitwall.source.http.authenticate.Verdict.Accepted;

/** Lets everybody in, and tells them apart by their address. */
final class AddressAuthenticator implements Authenticator {

    @Override
    public Verdict authenticate(RequestHead head) {
        return new Accepted(new Client(head.remoteAddress(), false));
    }
}
