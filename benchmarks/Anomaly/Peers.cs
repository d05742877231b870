using TorchSharp;
using static TorchSharp.torch;

/// <summary>What a detector has to be better than: no network, a second's work.</summary>
internal static class Peers
{
    /// <summary>The distance to the nearest digit learnt from, [N].</summary>
    internal static Tensor NearestNeighbour(Protocol protocol)
    {
        using var scope = NewDisposeScope();
        return cdist(protocol.Test.flatten(1), protocol.Rows).min(1).values.MoveToOuterDisposeScope();
    }

    /// <summary>The distance to the affine space of the first principal components, [N].</summary>
    internal static Tensor PrincipalComponents(Protocol protocol, int components)
    {
        using var scope = NewDisposeScope();
        var mean = protocol.Rows.mean([0L]);
        var (_, _, directions) = linalg.svd(protocol.Rows - mean, fullMatrices: false);
        var basis = directions.narrow(0, 0, components);
        var rows = protocol.Test.flatten(1) - mean;
        var left = rows - rows.matmul(basis.T).matmul(basis);
        return left.square().sum(1).sqrt().MoveToOuterDisposeScope();
    }
}
