namespace Gan.Onnx;

/// <summary>What was shipped, and how near it is to the trained network.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Error">Largest difference between the graph in ONNX Runtime and the trained network, in float32 weights,
/// over 20 inputs in batches of 1, 3 and 8; of outputs beyond 1, as a share of the largest.</param>
/// <param name="Psnr">PSNR in dB between what stored or quantised and float32 weights make from the same inputs;
/// infinite for float32.</param>
public sealed record OnnxReport(string Path, long Bytes, double Error, double Psnr)
{
    /// <summary>What <see cref="OnnxOptions.Distance"/> gave; null without one.</summary>
    public double? Distance { get; init; }

    /// <summary>Share of the multiplications that are done in whole numbers; 0 without quantisation.</summary>
    public double WholeNumbers { get; init; }

    /// <summary>What is worth knowing of the file, such as that quantisation will not make it faster; null for
    /// nothing.</summary>
    public string? Advice { get; init; }
}
