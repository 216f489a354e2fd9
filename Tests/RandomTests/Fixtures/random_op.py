"""Prints the golden values of RandomOpTests.swift, drawn by TensorFlow 1.14 on Linux.

    python3.7 -m venv keras37 && keras37/bin/pip install tensorflow==1.14.0 numpy==1.16.4 protobuf==3.20.3
    keras37/bin/python random_op.py
"""
import numpy as np
import tensorflow as tf


def runs(op, sizes):
    """The numbers that successive runs of an op's node give in one session."""
    with tf.Graph().as_default(), tf.Session() as session:
        size = tf.placeholder(tf.int32, [1])
        node = op(size, seed=123)
        return [session.run(node, {size: [count]}) for count in sizes]


for op, sizes in ((tf.random_uniform, (10, 4)), (tf.random_normal, (1000, 4))):
    first, second = runs(op, sizes)
    print(op.__name__, first[:8], [hex(bits) for bits in first[:8].view(np.uint32)], "then", second[:4])
