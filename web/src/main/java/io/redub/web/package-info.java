/** HTTP/1.1 for the protocols that use it: ports that several of them share, and clients. */
@NullMarked
package io.redub.web;

import org.jspecify.annotations.NullMarked;
