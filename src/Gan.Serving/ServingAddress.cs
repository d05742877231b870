using System.Net;

namespace Gan.Serving;

/// <summary>Where a server listens.</summary>
public sealed record ServingAddress
{
    /// <summary>Address of this machine to listen at. Default 127.0.0.1, which other machines do not reach.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port of HTTP; 0 takes a free one. Default 8000.</summary>
    public int Port { get; init; } = 8000;

    /// <summary>Port of gRPC; 0 takes a free one. Null, the default, for no gRPC.</summary>
    public int? GrpcPort { get; init; }

    /// <summary>What stands against these settings, a sentence each; empty where nothing does.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Ip is null)
        {
            problems.Add($"Host must be 'localhost', '*' or an address such as 127.0.0.1, but was '{Host}'.");
        }
        if (Port is < 0 or > 65_535)
        {
            problems.Add($"Port must be in [0, 65535], but was {Port}.");
        }
        if (GrpcPort is < 0 or > 65_535)
        {
            problems.Add($"GrpcPort must be in [0, 65535], but was {GrpcPort}.");
        }
        if (GrpcPort > 0 && GrpcPort == Port)
        {
            problems.Add("GrpcPort must be another than Port: without TLS a port speaks one version of HTTP.");
        }
        return problems;
    }

    internal IPAddress? Ip =>
        Host switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            _ => IPAddress.TryParse(Host, out var address) ? address : null,
        };
}
