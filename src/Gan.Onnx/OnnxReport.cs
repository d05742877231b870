namespace Gan.Onnx;

/// <summary>What was shipped, and how near it is to the trained network.</summary>
/// <param name="Path">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Error">Largest difference between the graph in ONNX Runtime and the trained network, in float32 weights,
/// over at least 16 inputs in batches of 1, 3 and 8; of outputs beyond 1, as a share of the largest.</param>
/// <param name="Psnr">PSNR in dB between what stored and float32 weights make; infinite for float32.</param>
public sealed record OnnxReport(string Path, long Bytes, double Error, double Psnr);
