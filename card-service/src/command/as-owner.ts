import { Client } from 'pg'

/** Works with one connection of the owner: migrations and setting up, never the running service. */
export async function asOwner<T>(ownerUrl: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: ownerUrl, application_name: 'anju card-service owner' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
