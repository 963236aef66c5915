package dev.siaga.api;

/** Does what a request asks for. */
@FunctionalInterface
interface Handler {
  Reply handle(Call call);
}
