package io.cleandata.engine;

import io.cleandata.model.Message;

/** A message that is no sample, and why. */
record BadMessage(Message message, String reason, String detail) {}
