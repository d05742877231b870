using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gan.Serving;

/// <summary>Who may ask. Keys are kept as hashes, and compared in a time that does not tell how much was
/// right.</summary>
internal sealed class ApiKeys(IEnumerable<string> keys)
{
    private const string Header = "X-Api-Key";
    private const string Bearer = "Bearer ";

    private readonly byte[][] hashes = [.. keys.Select(Hash)];

    /// <exception cref="Refusal">There are keys, and the request names none of them.</exception>
    public void Require(IHeaderDictionary headers)
    {
        if (hashes.Length > 0 && !Knows(Named(headers)))
        {
            throw new Refusal(401, $"Name a key: '{Header}: …' or 'Authorization: Bearer …'.");
        }
    }

    private bool Knows(string named)
    {
        var hash = Hash(named);
        var found = false;
        foreach (var known in hashes)
        {
            found |= CryptographicOperations.FixedTimeEquals(known, hash); // all of them, always
        }
        return found;
    }

    private static string Named(IHeaderDictionary headers)
    {
        var bearer = headers.Authorization.ToString();
        return
            headers.TryGetValue(Header, out var key) || !bearer.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? key.ToString()
            : bearer[Bearer.Length..].Trim();
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
