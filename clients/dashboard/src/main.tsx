import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Problem } from '@leadline/api'
import '@leadline/view/view.css'
import './style.css'
import { makeRouter } from './router'

// Who is signed out somewhere is signed out everywhere: the frame asks again.
function signedOut(error: unknown) {
  if (error instanceof Problem && error.status === 401) void client.invalidateQueries({ queryKey: ['me'] })
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: (error, query) => { if (query.queryKey[0] !== 'me') signedOut(error) } }),
  defaultOptions: { queries: { staleTime: 5_000, retry: (n, e) => !(e instanceof Problem && e.status < 500) && n < 2 } },
})

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <RouterProvider router={makeRouter()} />
    </QueryClientProvider>
  </StrictMode>,
)
