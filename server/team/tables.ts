/** better-auth's models under our names: the library says `user.emailVerified`, our table says `agents.email_verified`. */

export const agents = {
  modelName: 'agents',
  fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
  additionalFields: {
    // `input: false`: nobody gives these to themselves through the sign-in routes.
    role: { type: 'string', input: false, required: true, defaultValue: 'agent' },
    language: { type: 'string', input: false, required: true, defaultValue: 'en' },
    deactivatedAt: { type: 'date', input: false, required: false, fieldName: 'deactivated_at' },
  },
} as const

export const sessions = {
  modelName: 'sessions',
  fields: {
    userId: 'agent_id',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    expiresAt: 'expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const

export const signInAccounts = {
  modelName: 'sign_in_accounts',
  fields: {
    userId: 'agent_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
  },
} as const

export const verifications = {
  modelName: 'verifications',
  fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
} as const

export const twoFactors = {
  user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
  twoFactor: {
    modelName: 'two_factors',
    fields: {
      userId: 'agent_id',
      backupCodes: 'backup_codes',
      failedVerificationCount: 'failed_verification_count',
      lockedUntil: 'locked_until',
    },
  },
} as const

/** Every API key begins like this, so that a leaked one is recognised. */
export const apiKeyPrefix = 'wl_'

export const apiKeys = {
  apikey: {
    modelName: 'api_keys',
    fields: {
      configId: 'config_id',
      referenceId: 'agent_id',
      refillInterval: 'refill_interval',
      refillAmount: 'refill_amount',
      lastRefillAt: 'last_refill_at',
      rateLimitEnabled: 'rate_limit_enabled',
      rateLimitTimeWindow: 'rate_limit_time_window',
      rateLimitMax: 'rate_limit_max',
      requestCount: 'request_count',
      lastRequest: 'last_request',
      expiresAt: 'expires_at',
      createdAt: 'created_at',
      updatedAt: 'updated_at',
    },
  },
} as const
